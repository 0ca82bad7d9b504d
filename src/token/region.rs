//! Twilio regions: where a token's API key lives, as the header's `twr` says.

use std::fmt;
use std::str::FromStr;

/// A region that an Access Token can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Region {
    /// United States, the default.
    Us1,
    /// Ireland.
    Ie1,
    /// Australia.
    Au1,
    /// Japan.
    Jp1,
}

impl Region {
    /// All of them, the default first.
    pub const ALL: [Self; 4] = [Self::Us1, Self::Ie1, Self::Au1, Self::Jp1];

    /// Its name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Us1 => "us1",
            Self::Ie1 => "ie1",
            Self::Au1 => "au1",
            Self::Jp1 => "jp1",
        }
    }

    /// The region of an edge location, for edges that lie in just one.
    /// Source: Twilio's docs, "Edge locations".
    fn of_edge(name: &str) -> Option<Self> {
        match name {
            "ashburn" | "umatilla" => Some(Self::Us1),
            "dublin" => Some(Self::Ie1),
            "sydney" => Some(Self::Au1),
            "tokyo" => Some(Self::Jp1),
            _ => None,
        }
    }
}

impl FromStr for Region {
    type Err = RegionError;

    fn from_str(text: &str) -> Result<Self, RegionError> {
        Self::ALL
            .into_iter()
            .find(|region| region.as_str() == text)
            .ok_or_else(|| RegionError {
                edge_of: Self::of_edge(text),
            })
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Why a text is not a region.
#[derive(Debug, PartialEq, Eq)]
pub struct RegionError {
    /// The region that the text is an edge location of.
    pub edge_of: Option<Region>,
}

impl fmt::Display for RegionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.edge_of {
            Some(region) => write!(f, "that is an edge, not a region; its region is `{region}`"),
            None => f.write_str("the regions are `us1`, `ie1`, `au1` and `jp1`"),
        }
    }
}

impl std::error::Error for RegionError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_read_as_it_is_written_and_an_edge_is_told_its_region() {
        for region in Region::ALL {
            assert_eq!(region.to_string().parse(), Ok(region));
        }
        for (text, edge_of) in [
            ("ashburn", Some(Region::Us1)),
            ("umatilla", Some(Region::Us1)),
            ("dublin", Some(Region::Ie1)),
            ("sydney", Some(Region::Au1)),
            ("tokyo", Some(Region::Jp1)),
            ("frankfurt", None),
            ("US1", None),
        ] {
            let error = text.parse::<Region>().unwrap_err();
            assert_eq!(error, RegionError { edge_of }, "{text}");
        }
    }

    #[test]
    fn errors_name_the_region_or_all_of_them() {
        let error = |text: &str| text.parse::<Region>().unwrap_err().to_string();
        assert_eq!(
            error("dublin"),
            "that is an edge, not a region; its region is `ie1`"
        );
        let all = error("eu1");
        for region in Region::ALL {
            assert!(all.contains(region.as_str()), "{all}");
        }
    }
}
