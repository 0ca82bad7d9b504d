//! Where values come from when no option gives them: `--env-file`, the environment, `./.env`, or a profile of the
//! Twilio CLI. Each value comes with its origin, which every message about the value names.
//!
//! Minting needs credentials and the SIDs of its products, decoding uses what it finds, and doctor reports everything.
//! The same search serves all three. Nothing here knows what a token is.

pub(crate) mod demo;
mod dotenv;
pub(crate) mod hints;
mod origin;
pub(crate) mod place;
pub(crate) mod profile;
pub(crate) mod search;
pub(crate) mod secret;
pub(crate) mod settings;

use std::path::Path;
use std::sync::OnceLock;

use super::args::credentials::CredentialArgs;
use super::read::{self, Bytes};
use super::say::{self, Stop};
use crate::token::grant::DEFAULT_SERVICE;
use crate::token::key::ApiKey;
use crate::token::message::Message;
use crate::token::sid::{Account, Key, kind_of};
use crate::token::text::Mask;
pub(crate) use dotenv::Line;
pub(crate) use origin::{Found, Lookup, Origin, for_shell, plain};
use place::{Place, two_values};
use profile::Profiles;
use search::Search;
use settings::{
    ACCOUNT_SID, API_KEY, API_SECRET, API_SECRET_FILE, AUTH_TOKEN, SYNC_SERVICE_SID, Setting,
};

/// The .env file that is read by default.
const LOCAL_FILE: &str = ".env";
const ENV_FILE: &str = "--env-file";
/// The longest .env file or `config.json`, in bytes.
const FILE_LIMIT: usize = 1024 * 1024;

/// Hides a secret from output. A SID is not secret, even in a variable that should hold a secret.
pub(crate) fn hide(mask: &mut Mask, secret: &str) {
    if kind_of(secret).is_none() {
        mask.add(secret);
    }
}

/// The places that values come from. Each is opened when it is first needed.
pub(crate) struct Values<'a> {
    args: &'a CredentialArgs,
    environment: Place,
    /// The .env file: the one that `--env-file` names, or `./.env`. It sets nothing if `./.env` does not exist, or with
    /// `--no-env-file` or `--demo`.
    file: OnceLock<Result<Place, Message>>,
    /// The search for account SID, API key SID and secret.
    pub(crate) search: Search,
}

impl<'a> Values<'a> {
    /// Searches for the credentials. Opens only the places that the search needs.
    ///
    /// # Errors
    ///
    /// If standard input would have to be read twice.
    pub(crate) fn open(args: &'a CredentialArgs) -> Result<Self, Stop> {
        let paths = [(API_SECRET_FILE.option, &args.api_secret_file), (ENV_FILE, &args.env_file)];
        for (option, path) in paths {
            if let Some(path) = path {
                read::claim_stdin(path, option)?;
            }
        }
        let (environment, file) = (Place::environment(), OnceLock::new());
        let mut values = Self { args, environment, file, search: Search::default() };
        values.search =
            values.find_credentials().unwrap_or_else(|error| Search::default().failed(error));
        Ok(values)
    }

    pub(crate) fn is_demo(&self) -> bool {
        self.args.demo
    }

    /// The path of the .env file, whether it exists or not.
    pub(crate) fn file_path(&self) -> &Path {
        self.args.env_file.as_deref().unwrap_or(LOCAL_FILE.as_ref())
    }

    /// The .env file, opened when it is first needed.
    ///
    /// # Errors
    ///
    /// If the file cannot be read.
    pub(crate) fn file(&self) -> Result<&Place, &Message> {
        let CredentialArgs { env_file, no_env_file, demo, .. } = self.args;
        let open = || {
            let bytes = match env_file {
                Some(path) => {
                    read::file(path, FILE_LIMIT).map_err(read::failure(ENV_FILE, path))?
                }
                None if *no_env_file || *demo => Bytes::default(),
                None => {
                    read::if_there(LOCAL_FILE.as_ref(), FILE_LIMIT, LOCAL_FILE)?.unwrap_or_default()
                }
            };
            Place::file(self.file_name(), &bytes)
        };
        self.file.get_or_init(open).as_ref()
    }

    fn file_name(&self) -> String {
        match self.file_path() {
            path if read::is_stdin(path) => "standard input".to_owned(),
            path => plain(&path.to_string_lossy()),
        }
    }

    /// The places where variables are set, the strongest first. The .env file is opened only when its turn comes: it is
    /// left alone while the environment has what is wanted.
    pub(crate) fn places(&self) -> impl Iterator<Item = &Place> {
        self.ordered_places(true)
    }

    /// The places that are already open, the strongest first.
    fn open_places(&self) -> impl Iterator<Item = &Place> {
        self.ordered_places(false)
    }

    /// The places, the strongest first. A .env file that is not open yet is opened if `opens` is set, and skipped
    /// otherwise.
    fn ordered_places(&self, opens: bool) -> impl Iterator<Item = &Place> {
        let is_asked = self.args.env_file.is_some();
        let file = move || if opens { self.file().ok() } else { self.file.get()?.as_ref().ok() };
        let order = [is_asked, !is_asked].into_iter();
        order.filter_map(move |is_file| if is_file { file() } else { Some(&self.environment) })
    }

    fn find_credentials(&self) -> Result<Search, Message> {
        let args = self.args;
        if args.demo {
            let three =
                [demo::sid::<Account>().into(), demo::sid::<Key>().into(), demo::SECRET.into()];
            let found = |value: String| Found::new(value, Origin::Option("--demo"));
            return Ok(Search::of(three.map(found).map(Some)));
        }
        if let Some(name) = &args.profile {
            return Profiles::named(name);
        }
        let by = |setting: &Setting| Origin::Option(setting.option);
        let account = args.account_sid.clone().map(|sid| Found::new(sid, by(&ACCOUNT_SID)));
        let key = args.api_key.clone().map(|sid| Found::new(sid, by(&API_KEY)));
        let secret = args.api_secret_file.as_ref();
        let secret = secret.map(|path| secret::from_file(path, &by(&API_SECRET_FILE)));
        let mut search = Search::of([account, key, secret.transpose()?]);
        // If the file that `--env-file` names cannot be read, nothing else may take its place.
        if args.env_file.is_some()
            && !search.missing().is_empty()
            && let Err(unreadable) = self.file()
        {
            return Ok(search.failed(unreadable.clone()));
        }
        let mut places = self.places();
        while !search.missing().is_empty()
            && let Some(place) = places.next()
        {
            search.take(place);
        }
        // With none of the three found, fall back to the Twilio CLI's active profile. A broken config.json is no error
        // here: the hints report it.
        if search.missing().len() == 3
            && let Ok(profiles) = Profiles::open()
            && !profiles.requires_profile_input
            && let Some(profile) = profiles.active().and_then(|(name, _)| profiles.search(name))
            && profile.missing().is_empty()
        {
            // A .env file that cannot be read may be for another account.
            let to_use_it =
                "to use the Twilio CLI's active profile all the same, add --no-env-file";
            self.file().map_err(|unreadable| unreadable.clone().hint(to_use_it))?;
            search = profile;
        }
        Ok(search)
    }

    /// The API key to mint with. Prints warnings and notes about it. With `allow_invalid`, an Auth Token in place of
    /// the secret is only a warning.
    ///
    /// # Errors
    ///
    /// If a credential is missing, is invalid, or belongs to another account than the rest.
    pub(crate) fn key(&self, allow_invalid: bool) -> Result<ApiKey, Stop> {
        if self.args.demo {
            say::note("demo credentials: Twilio will refuse this token");
        }
        if let Some(error) = self.search.error() {
            return Err(error.clone().into());
        }
        let [Some(account), Some(key), Some(secret)] = &self.search.chosen else {
            return Err(hints::missing(self).into());
        };
        let (account_sid, key_sid) = (account.sid::<Account>()?, key.sid::<Key>()?);
        let doubt = secret::judge(secret, self.variable(&AUTH_TOKEN).as_ref(), allow_invalid)?;
        self.search.messages.iter().chain(&doubt).for_each(say::tell);
        if let (Origin::Profile(name), None) = (&account.origin, &self.args.profile) {
            let name = plain(name);
            say::note(&format!("using Twilio CLI profile {name} ({account_sid})"));
        }
        self.tell_credentials();
        Ok(ApiKey::new(account_sid, key_sid, secret.value.clone()))
    }

    /// The value of a product's setting. `None` if it is not set, even if it is `needed`: the rules report that.
    ///
    /// # Errors
    ///
    /// If a line cannot be read, the place belongs to another account than the token, or a needed value may be in a
    /// .env file that cannot be read.
    pub(crate) fn find(&self, setting: &'static Setting, needed: bool) -> Lookup {
        // If `./.env` is a pipe, an optional value is not worth waiting for it.
        let is_worth_it = needed || self.args.env_file.is_some() || self.file_path().is_file();
        for place in self.ordered_places(is_worth_it) {
            if let Some(found) = place.look_up(setting, false)? {
                // Every account has a default Sync service.
                if *setting != SYNC_SERVICE_SID || *found.value != DEFAULT_SERVICE {
                    self.check_account(place, setting)?;
                }
                self.tell(setting, &found.origin);
                return Ok(Some(found));
            }
        }
        if needed && self.file().is_err() {
            return Err(hints::not_found(self, &[setting], None));
        }
        Ok(None)
    }

    /// Refuses a value from a place that belongs to another account: the place sets another account SID, or has a
    /// credential that cannot be read, which may be another account's.
    fn check_account(&self, place: &Place, setting: &Setting) -> Result<(), Message> {
        let Setting { noun, option, .. } = setting;
        let explained = |message: Message| {
            message
                .detail(format!("the {noun} would come from {}", place.name))
                .hint(format!("give the {noun} of the token's account with {option}"))
        };
        let [account, ..] = &self.search.chosen;
        match (account, place.look_up(&ACCOUNT_SID, false).map_err(explained)?) {
            // The account SID came from this place, so the search has already checked all of the place.
            (Some(ours), Some(theirs)) if ours.origin == theirs.origin => return Ok(()),
            (Some(ours), Some(theirs)) if ours.value != theirs.value => {
                return Err(explained(two_values(&ACCOUNT_SID, &ours.origin, &theirs.origin))
                    .hint("or set everything in one place"));
            }
            _ => {}
        }
        for setting in [&API_KEY, &API_SECRET] {
            place.look_up(setting, false).map_err(explained)?;
        }
        Ok(())
    }

    /// Why credentials are missing, for a command that can do without them.
    pub(crate) fn trouble(&self) -> Option<String> {
        // With a secret at hand, there is no need to open the .env file.
        let [.., secret] = &self.search.chosen;
        let local = || if secret.is_some() { None } else { self.file().err() };
        self.search.error().or_else(local).map(|trouble| trouble.message.clone())
    }

    /// A mask that hides every secret and Auth Token in the places that have been read.
    pub(crate) fn mask(&self) -> Mask {
        let mut mask = Mask::default();
        // A place names the file of a secret, but only the search reads it.
        let secrets = self.open_places().flat_map(Place::secrets).chain(&self.search.secrets);
        secrets.for_each(|secret| hide(&mut mask, secret));
        mask
    }

    /// The value of a setting that is not one of [`settings::CREDENTIALS`], from the places that have been read.
    pub(crate) fn variable(&self, setting: &'static Setting) -> Option<Found> {
        self.open_places().find_map(|place| place.look_up(setting, false).ok()?)
    }

    /// With `--verbose`, prints where the credentials came from.
    pub(crate) fn tell_credentials(&self) {
        self.search.found().for_each(|(setting, found)| self.tell(setting, &found.origin));
    }

    /// With `--verbose`, prints where a value came from.
    fn tell(&self, setting: &Setting, origin: &Origin) {
        if self.args.verbose {
            say::note(&format!("{} from {origin}", setting.noun));
        }
    }
}
