//! Twilio regions: where a token's API key lives, as the header's `twr` says.

use std::fmt;

/// A region that an Access Token can name. Source: Twilio's docs, "Global Infrastructure".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Region {
    /// `us1`, United States: what Twilio takes where a token names none.
    Us1,
    /// `ie1`, Ireland.
    Ie1,
    /// `au1`, Australia.
    Au1,
    /// `jp1`, Japan. Documented for nobody but the Twilio CLI.
    Jp1,
}

impl Region {
    pub(crate) const ALL: [Self; 4] = [Self::Us1, Self::Ie1, Self::Au1, Self::Jp1];

    /// Its name on the wire.
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

    /// The region that a name means which is none: that of an edge location, or of a region in other letters.
    /// Source: Twilio's docs, "Edge Locations", for edges that lie in just one region.
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
        f.write_str(self.as_str())
    }
}
