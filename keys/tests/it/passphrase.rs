//! Sources of passphrases.

use std::io::{Cursor, Read, Write};
use std::os::fd::AsRawFd;

use ionos_keys::{ErrorKind, Passphrase};
use secrecy::ExposeSecret;

use crate::passphrase;

#[test]
fn a_reader_gives_its_first_line_and_keeps_the_rest() {
    for ending in ["\n", "\r\n"] {
        let secret = passphrase();
        let mut input = Cursor::new(format!("{}{ending}next", secret.expose_secret()));
        assert_eq!(Passphrase::from_reader(&mut input).unwrap().expose_secret(), secret.expose_secret());
        let mut rest = String::new();
        input.read_to_string(&mut rest).unwrap();
        assert_eq!(rest, "next");
    }
}

#[test]
fn spaces_and_a_missing_line_break_are_kept_as_they_are() {
    let secret = Passphrase::from_reader(&b" two words "[..]).unwrap();
    assert_eq!(secret.expose_secret(), " two words ");
}

#[test]
fn empty_long_and_binary_input_is_refused_without_showing_it() {
    let secret = passphrase();
    let long = secret.expose_secret().repeat(60);
    for input in [&b""[..], b"\n", b"\r\nx", b"\xff\xfe\n", long.as_bytes()] {
        let error = Passphrase::from_reader(input).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput);
        assert!(!format!("{error} {error:?}").contains(secret.expose_secret()));
    }
    assert!(Passphrase::from_reader("x".repeat(1024).as_bytes()).is_ok());
}

#[test]
fn a_variable_that_is_not_set_is_an_error() {
    let error = Passphrase::from_env("IONOS_KEYS_TEST_NO_SUCH_VARIABLE").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(error.to_string().contains("IONOS_KEYS_TEST_NO_SUCH_VARIABLE is not set"), "{error}");
}

#[test]
fn a_variable_gives_its_value() {
    // Cargo sets this one for every test.
    let secret = Passphrase::from_env("CARGO_PKG_NAME").unwrap();
    assert_eq!(secret.expose_secret(), "ionos-keys");
}

#[test]
fn a_descriptor_gives_its_first_line() {
    let secret = passphrase();
    let (reader, mut writer) = std::io::pipe().unwrap();
    writeln!(writer, "{}", secret.expose_secret()).unwrap();
    let descriptor = u32::try_from(reader.as_raw_fd()).unwrap();
    assert_eq!(Passphrase::from_fd(descriptor).unwrap().expose_secret(), secret.expose_secret());
    assert_eq!(Passphrase::from_fd(999_999).unwrap_err().kind(), ErrorKind::NotFound);
}
