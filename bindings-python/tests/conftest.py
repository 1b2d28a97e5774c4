"""The simulated cloud that these tests share with those of the official packages."""

from __future__ import annotations

from simulated import ROOT, Cloud, clean_environment, cloud, served

__all__ = ["ROOT", "Cloud", "clean_environment", "cloud", "served"]
