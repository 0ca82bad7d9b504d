//! Twilio regions: where a token's API key lives. The header names it in `twr`.

use std::fmt;

/// A region that an Access Token can name. Source: Twilio's docs, "Global Infrastructure".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Region {
    /// `us1`, United States: Twilio's default for a token without a region.
    Us1,
    /// `ie1`, Ireland.
    Ie1,
    /// `au1`, Australia.
    Au1,
    /// `jp1`, Japan. Twilio documents it only for the Twilio CLI.
    Jp1,
}

impl Region {
    pub(crate) const ALL: [Self; 4] = [Self::Us1, Self::Ie1, Self::Au1, Self::Jp1];

    /// The name as it is written in a token.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Us1 => "us1",
            Self::Ie1 => "ie1",
            Self::Au1 => "au1",
            Self::Jp1 => "jp1",
        }
    }

    pub(crate) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|region| region.as_str() == name)
    }

    /// The region that someone probably means by a name: that of an edge location, or a region in upper or mixed case.
    /// Covers only edges that lie in exactly one region. Source: Twilio's docs, "Edge Locations".
    pub(crate) fn meant_by(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "ashburn" | "umatilla" => Some(Self::Us1),
            "dublin" => Some(Self::Ie1),
            "sydney" => Some(Self::Au1),
            "tokyo" => Some(Self::Jp1),
            lower => Self::of(lower),
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
