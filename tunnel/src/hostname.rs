//! Host names and e-mail domains in one spelling: lower case, Punycode, no trailing dot.

use std::net::IpAddr;

use idna::AsciiDenyList;

use crate::error::{Error, Result};

/// Brings a host name into the spelling that DNS and the connector use.
///
/// Underscores are kept (service names use them); spaces, ports, schemes and everything else that is no host name is refused.
pub(crate) fn normalise(what: &str, text: &str) -> Result<String> {
    let trimmed = text.strip_suffix('.').unwrap_or(text);
    if trimmed.is_empty() {
        return Err(Error::invalid(format!("the {what} is empty")));
    }
    if trimmed.contains("://") || trimmed.contains('/') {
        return Err(Error::invalid(format!("the {what} `{text}` holds a scheme or a path"))
            .advise("give the bare host name, for example `app.example.com`"));
    }
    if trimmed.contains(':') {
        return Err(Error::invalid(format!("the {what} `{text}` holds a port"))
            .advise("visitors always come in on 443; the port belongs into the service address"));
    }
    // The URL deny list refuses spaces and delimiters but allows `_`, which real names use.
    let ascii = idna::domain_to_ascii_cow(trimmed.as_bytes(), AsciiDenyList::URL)
        .map_err(|_| Error::invalid(format!("the {what} `{text}` is not a host name")))?;
    let too_long = ascii.len() > 253 || ascii.split('.').any(|label| label.is_empty() || label.len() > 63);
    let bad_character = !ascii.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_'));
    let bad_hyphen = ascii.split('.').any(|label| label.starts_with('-') || label.ends_with('-'));
    if too_long || bad_character || bad_hyphen {
        return Err(Error::invalid(format!("the {what} `{text}` is not a host name"))
            .advise("labels have 1 to 63 letters, digits and inner hyphens, 253 characters in all"));
    }
    Ok(ascii.into_owned())
}

/// A full name: at least two labels and not an IP address.
pub(crate) fn normalise_full(what: &str, text: &str) -> Result<String> {
    let name = normalise(what, text)?;
    if !name.contains('.') {
        return Err(Error::invalid(format!("the {what} `{text}` has one label only"))
            .advise("give the full name, for example `example.com`"));
    }
    if name.parse::<IpAddr>().is_ok()
        || name.rsplit('.').next().is_some_and(|l| l.bytes().all(|b| b.is_ascii_digit()))
    {
        return Err(Error::invalid(format!("the {what} `{text}` is an IP address, not a name")));
    }
    Ok(name)
}

/// Whether anybody can get a mailbox under this domain.
pub(crate) fn is_public_mail_domain(domain: &str) -> bool {
    PUBLIC_MAIL_DOMAINS.binary_search(&domain).is_ok()
}

/// Mail domains open to everyone, sorted. A policy that admits one of them admits the world.
const PUBLIC_MAIL_DOMAINS: &[&str] = &[
    "126.com",
    "163.com",
    "aol.com",
    "aol.de",
    "arcor.de",
    "bluewin.ch",
    "duck.com",
    "email.de",
    "fastmail.com",
    "freenet.de",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "gmx.de",
    "gmx.eu",
    "gmx.net",
    "googlemail.com",
    "hey.com",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.de",
    "hotmail.fr",
    "hotmail.it",
    "icloud.com",
    "laposte.net",
    "libero.it",
    "live.co.uk",
    "live.com",
    "live.de",
    "live.fr",
    "mac.com",
    "mail.com",
    "mail.de",
    "mail.ru",
    "mailbox.org",
    "me.com",
    "msn.com",
    "orange.fr",
    "outlook.at",
    "outlook.com",
    "outlook.de",
    "outlook.fr",
    "passport.com",
    "pm.me",
    "posteo.de",
    "posteo.net",
    "proton.me",
    "protonmail.ch",
    "protonmail.com",
    "qq.com",
    "rocketmail.com",
    "seznam.cz",
    "sfr.fr",
    "t-online.de",
    "tuta.com",
    "tuta.io",
    "tutanota.com",
    "tutanota.de",
    "vodafone.de",
    "wanadoo.fr",
    "web.de",
    "wp.pl",
    "yahoo.ca",
    "yahoo.co.jp",
    "yahoo.co.uk",
    "yahoo.com",
    "yahoo.de",
    "yahoo.es",
    "yahoo.fr",
    "yahoo.it",
    "yandex.com",
    "yandex.ru",
    "ymail.com",
    "zoho.com",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_public_mail_domains_is_sorted_so_that_the_search_finds_all() {
        assert!(PUBLIC_MAIL_DOMAINS.is_sorted());
        assert!(PUBLIC_MAIL_DOMAINS.iter().all(|d| is_public_mail_domain(d)));
        assert!(!is_public_mail_domain("example.com"));
    }
}
