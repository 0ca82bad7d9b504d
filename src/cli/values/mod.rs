//! Where values come from when no option gives them: a .env file that was asked for, the environment, `./.env`; or a profile
//! of the Twilio CLI. Each value comes with its origin, which every message about it names.
//!
//! Minting asks for credentials and for the SIDs of its products, decoding for what is at hand, and doctor for all that
//! there is to say; they are told by the same search. What a token is, is not known here.

pub(crate) mod demo;
mod dotenv;
pub(crate) mod hints;
mod origin;
pub(crate) mod place;
pub(crate) mod profile;
pub(crate) mod search;
pub(crate) mod secret;
pub(crate) mod settings;

use std::cell::OnceCell;
use std::env;
use std::iter;
use std::path::{Path, PathBuf};

use super::args::credentials::CredentialArgs;
use super::read;
use super::say::{self, Stop};
use crate::token::key::{ApiKey, Secret};
use crate::token::message::Message;
use crate::token::sid::{self, Account, Key, SidKind};
use crate::token::text::Mask;
pub(crate) use origin::{Candidate, Found, Origin, Text, plain};
use place::{Place, two};
use profile::{Profile, Profiles};
use search::Search;
use secret::{Bytes, Reader};
use settings::{ACCOUNT_SID, API_SECRET, AUTH_TOKEN, CONFIG_DIR, CREDENTIALS, REGION, Setting};

/// The .env file that is read without being asked for.
const LOCAL_FILE: &str = ".env";
const ENV_FILE: &str = "--env-file";
/// The longest .env file, and the longest `config.json`, in bytes.
const FILE_LIMIT: usize = 1024 * 1024;

/// What mints a token.
pub(crate) struct Credentials {
    pub(crate) key: ApiKey,
    pub(crate) is_demo: bool,
    /// The region that a Twilio CLI profile names.
    pub(crate) profile_region: Option<String>,
    /// `TWILIO_REGION`.
    pub(crate) rest_region: Option<Text>,
}

/// What there is to check a signature with, and to hide.
#[derive(Default)]
pub(crate) struct AtHand {
    pub(crate) account: Option<String>,
    pub(crate) key: Option<String>,
    pub(crate) secret: Option<Found<Secret>>,
    pub(crate) auth_token: Option<Found<Secret>>,
    pub(crate) profiles: Vec<Profile>,
    pub(crate) mask: Mask,
    /// Why something is missing.
    pub(crate) trouble: Option<String>,
}

/// All that can be looked through. A place is opened when it is first needed.
pub(crate) struct Values<'a> {
    args: &'a CredentialArgs,
    reader: Reader,
    /// Options, a profile, or the demo.
    asked: OnceCell<Place>,
    environment: Place,
    file: OnceCell<Result<Option<Place>, Message>>,
    search: OnceCell<Search>,
}

impl<'a> Values<'a> {
    /// What is wrong with what was asked for is told by whoever needs it.
    ///
    /// # Errors
    ///
    /// Standard input is to be read twice.
    pub(crate) fn open(args: &'a CredentialArgs) -> Result<Self, Stop> {
        let paths =
            [(API_SECRET.option, &args.api_secret_file), (ENV_FILE, &args.env_file)].into_iter();
        let is_stdin = |path: &Option<PathBuf>| path.as_deref().is_some_and(read::is_stdin);
        paths
            .filter(|(_, path)| is_stdin(path))
            .try_for_each(|(option, _)| read::claim_stdin(option))?;
        Ok(Self {
            args,
            reader: Reader { is_hasty: false },
            asked: OnceCell::new(),
            environment: Place::environment(),
            file: OnceCell::new(),
            search: OnceCell::new(),
        })
    }

    /// The same, and no pipe is waited for.
    pub(crate) fn open_hastily(args: &'a CredentialArgs) -> Result<Self, Stop> {
        Ok(Self { reader: Reader { is_hasty: true }, ..Self::open(args)? })
    }

    pub(crate) fn is_demo(&self) -> bool {
        self.args.demo
    }

    fn asked(&self) -> &Place {
        let CredentialArgs { account_sid, api_key, api_secret_file, .. } = self.args;
        let options = || {
            let (account, key) = (account_sid.as_ref(), api_key.as_ref());
            let sids = [account.map(AsRef::as_ref), key.map(AsRef::as_ref), None];
            let mut place = Place::asked(|of| Origin::Option(of.option), sids);
            let option = Origin::Option(API_SECRET.option);
            let secret = api_secret_file.iter().map(|path| self.reader.secret(path, &option));
            place.set.extend(secret);
            place
        };
        self.asked.get_or_init(|| match &self.args.profile {
            _ if self.args.demo => demo_place(),
            Some(name) => self.profile(name).unwrap_or_else(|trouble| Place::unreadable(&trouble)),
            None => options(),
        })
    }

    fn profile(&self, name: &str) -> Result<Place, Message> {
        let profiles = self.profiles()?.ok_or_else(|| {
            Message::error("--profile: the Twilio CLI has no config.json").hint(format!(
                "it is looked for in ~/.twilio-cli, or in the folder that {CONFIG_DIR} names"
            ))
        })?;
        profiles.named(name).map(Place::profile).ok_or_else(|| {
            let fact = format!("--profile: the Twilio CLI has no profile {}", plain(name));
            let names: Vec<_> = profiles.list.iter().map(|of| plain(&of.name)).collect();
            Message::error(fact).hint(match names.as_slice() {
                [] => "`twilio profiles:create` makes one".to_owned(),
                names => format!("it has {}", names.join(", ")),
            })
        })
    }

    /// Where the .env file is that is read, if one is.
    pub(crate) fn file_path(&self) -> &Path {
        self.args.env_file.as_deref().unwrap_or(LOCAL_FILE.as_ref())
    }

    /// The .env file: the one that was asked for, or `./.env`, if it is there and not to be left alone.
    ///
    /// # Errors
    ///
    /// `./.env` cannot be read.
    fn file(&self) -> Result<Option<&Place>, &Message> {
        let CredentialArgs { env_file, no_env_file, demo, .. } = self.args;
        let open = || match env_file {
            Some(path) => {
                let read = self.reader.read(path, FILE_LIMIT);
                let read = read.map_err(|error| error.message(ENV_FILE, path));
                let place = read.and_then(|bytes| Place::file(&path_name(path), &bytes));
                Ok(Some(place.unwrap_or_else(|trouble| Place::unreadable(&trouble))))
            }
            None if *no_env_file || *demo => Ok(None),
            None => {
                let bytes = self.lying_around(LOCAL_FILE.as_ref(), LOCAL_FILE)?;
                bytes.map(|bytes| Place::file(LOCAL_FILE, &bytes)).transpose()
            }
        };
        self.file.get_or_init(open).as_ref().map(Option::as_ref)
    }

    /// Why `./.env` cannot be read.
    fn trouble(&self) -> Option<&Message> {
        self.file().err()
    }

    /// What nobody asked for, if it is there; `name` is the subject of what is wrong with it.
    fn lying_around(&self, path: &Path, name: &str) -> Result<Option<Bytes>, Message> {
        match self.reader.read(path, FILE_LIMIT) {
            Err(error) if error.is_not_found() => Ok(None),
            read => read.map(Some).map_err(|error| Message::error(format!("{name}: {error}"))),
        }
    }

    /// The places where variables are set, the strongest first. The local file is not even opened while the places before it
    /// have what is wanted.
    pub(crate) fn places(&self) -> impl Iterator<Item = &Place> {
        self.variables(|| self.file().ok().flatten())
    }

    /// The places that are open by now.
    fn open_places(&self) -> impl Iterator<Item = &Place> {
        let file = || self.file.get()?.as_ref().ok()?.as_ref();
        iter::once(self.asked()).chain(self.variables(file))
    }

    fn variables<'v>(
        &'v self,
        file: impl Fn() -> Option<&'v Place>,
    ) -> impl Iterator<Item = &'v Place> {
        let is_asked = self.args.env_file.is_some();
        let order = [is_asked, !is_asked].into_iter();
        order.filter_map(move |is_file| if is_file { file() } else { Some(&self.environment) })
    }

    /// The profiles of the Twilio CLI, if it has any here. HOME is what it is set to: a user database is not asked.
    pub(crate) fn profiles(&self) -> Result<Option<Profiles>, Message> {
        const WHAT: &str = "the Twilio CLI's config.json";
        let folder =
            |name| env::var_os(name).filter(|folder| !folder.is_empty()).map(PathBuf::from);
        let home = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
        let folder = folder(CONFIG_DIR).or_else(|| Some(folder(home)?.join(".twilio-cli")));
        let path = folder.map(|folder| folder.join("config.json"));
        let bytes = path.map_or(Ok(None), |path| self.lying_around(&path, WHAT))?;
        let parse = |bytes: Bytes| {
            let parsed = Profiles::parse(read::text(&bytes, WHAT)?);
            parsed.map_err(|error| Message::error(format!("{WHAT}: {}", error.message)))
        };
        bytes.map(parse).transpose()
    }

    /// The search for the three. Where there is none of them, the Twilio CLI's active profile serves.
    pub(crate) fn search(&self) -> &Search {
        self.search.get_or_init(|| {
            let search = self.look();
            // A broken config.json of another program is nothing to complain of here.
            if search.is_empty()
                && !self.is_named()
                && let Ok(Some(profiles)) = self.profiles()
                && !profiles.requires_profile_input
                && let Some(profile) = profiles.active().filter(|of| of.is_complete())
            {
                return Search::through(iter::once(&Place::profile(profile)), &self.reader);
            }
            search
        })
    }

    /// Whether all three are asked for by one name.
    fn is_named(&self) -> bool {
        self.args.demo || self.args.profile.is_some()
    }

    /// The search, but not in a profile that nobody asked for.
    fn look(&self) -> Search {
        let variables = self.places().take(if self.is_named() { 0 } else { usize::MAX });
        Search::through(iter::once(self.asked()).chain(variables), &self.reader)
    }

    /// The credentials to mint with; says what is to be said of them. With `allow_invalid`, a secret of an Auth Token's shape
    /// signs with a warning.
    ///
    /// # Errors
    ///
    /// One is missing, not what it should be, or of another account than the rest.
    pub(crate) fn credentials(&self, allow_invalid: bool) -> Result<Credentials, Stop> {
        if self.args.demo {
            say::note("demo credentials: Twilio will refuse this token");
        }
        let search = self.search();
        if let Some(error) = search.error() {
            return Err(error.clone().into());
        }
        let [Some(account), Some(key), Some(secret)] = &search.chosen else {
            return Err(hints::missing(self, search).into());
        };
        let (account_sid, key_sid) = (account.sid::<Account>()?, key.sid::<Key>()?);
        let doubt = secret::judge(secret, self.variable(&AUTH_TOKEN).as_ref(), allow_invalid)?;
        search.messages.iter().chain(&doubt).for_each(say::tell);
        if let (Origin::Profile(name), None) = (&account.origin, &self.args.profile) {
            let name = plain(name);
            say::note(&format!("using Twilio CLI profile {name} ({account_sid})"));
        }
        for (setting, found) in CREDENTIALS.iter().zip([account, key, secret]) {
            self.tell(setting, &found.origin);
        }
        Ok(Credentials {
            key: ApiKey::new(account_sid, key_sid, secret.value.clone()),
            is_demo: self.args.demo,
            profile_region: search.region.clone(),
            rest_region: self.variable(&REGION).filter(|_| !self.args.demo),
        })
    }

    /// The value of a product's setting. What is needed and not found is told by the rules; but a `./.env` that cannot be read
    /// is an error then.
    ///
    /// # Errors
    ///
    /// A line cannot be read, or the place belongs to another account than the token.
    pub(crate) fn find(
        &self,
        setting: &'static Setting,
        needed: bool,
    ) -> Result<Option<Text>, Stop> {
        for place in self.places() {
            if let Some(found) = place.says(setting, None)? {
                self.is_of_the_account(place, setting)?;
                self.tell(setting, &found.origin);
                return Ok(Some(found));
            }
        }
        match self.trouble().filter(|_| needed) {
            Some(trouble) => Err(hints::nor_elsewhere(trouble, setting.noun)
                .detail(looked_for(setting, None))
                .into()),
            None => Ok(None),
        }
    }

    /// Refuses what stands in a place of another account: one that names it, or that has a line which may.
    fn is_of_the_account(&self, place: &Place, setting: &Setting) -> Result<(), Message> {
        let [account, ..] = &self.search().chosen;
        let would = format!("the {} would come from {}", setting.noun, place.name);
        let settles =
            format!("give the {} of the token's account with {}", setting.noun, setting.option);
        for credential in CREDENTIALS {
            let theirs = place
                .says(credential, None)
                .map_err(|message| message.detail(would.clone()).hint(&settles))?;
            if let (Some(ours), Some(theirs)) = (account, theirs)
                && *credential == ACCOUNT_SID
            {
                if ours.origin == theirs.origin {
                    // The search has been through all of this place.
                    return Ok(());
                }
                if ours.value != theirs.value {
                    return Err(two(credential, &ours.origin, &theirs.origin)
                        .detail(would)
                        .hint(settles)
                        .hint("or set everything in one place"));
                }
            }
        }
        Ok(())
    }

    /// What there is to decode with. Nothing is needed, and nothing is an error.
    pub(crate) fn at_hand(&self) -> AtHand {
        let search = self.look();
        let profiles = self.profiles().ok().flatten().map_or_else(Vec::new, |all| all.list);
        let mut mask = self.mask_with(&search);
        profiles.iter().filter_map(|of| of.secret.as_ref()).for_each(|of| mask.add(of.expose()));
        let trouble = search.error().map(|error| error.message.clone());
        let local = || Some(self.trouble()?.message.clone()).filter(|_| search.chosen[2].is_none());
        let trouble = trouble.or_else(local);
        // They would call a good token bad.
        let [account, key, secret] =
            if search.is_contradictory { [None, None, None] } else { search.chosen };
        // What is not the SID that it should be may be anything, a secret too.
        let sid =
            |found: Text, kind| sid::is_of(&found.value, kind).then(|| String::clone(&found.value));
        let hidden = |found: Text| Found { value: found.value.into(), origin: found.origin };
        AtHand {
            account: account.and_then(|found| sid(found, Account::KIND)),
            key: key.and_then(|found| sid(found, Key::KIND)),
            secret: secret.map(hidden),
            auth_token: self.variable(&AUTH_TOKEN).map(hidden),
            profiles,
            mask,
            trouble,
        }
    }

    /// Every credential that a mint comes upon, in all places that were read.
    pub(crate) fn mask(&self) -> Mask {
        self.mask_with(self.search())
    }

    fn mask_with(&self, search: &Search) -> Mask {
        let mut mask = Mask::default();
        search.chosen[2].iter().for_each(|secret| mask.add(&secret.value));
        self.open_places().flat_map(Place::secrets).for_each(|secret| mask.add(&secret));
        mask
    }

    /// What is no credential, in the places that were read.
    pub(crate) fn variable(&self, setting: &'static Setting) -> Option<Text> {
        self.open_places().find_map(|place| place.says(setting, None).ok()?)
    }

    /// Says where a value came from, if that is asked for.
    fn tell(&self, setting: &Setting, origin: &Origin) {
        if self.args.verbose && !self.reader.is_hasty {
            say::note(&format!("{} from {origin}", setting.noun));
        }
    }
}

fn demo_place() -> Place {
    let (account, key) = (demo::sid::<Account>(), demo::sid::<Key>());
    let three = [account.as_ref(), key.as_ref(), demo::SECRET];
    Place::asked(|_| Origin::Demo, three.map(Some))
}

/// What a file is called in messages.
fn path_name(path: &Path) -> String {
    if read::is_stdin(path) { "standard input".to_owned() } else { plain(&path.to_string_lossy()) }
}

/// `looked for: --api-key, TWILIO_API_KEY, .env`
fn looked_for(setting: &Setting, file: Option<&str>) -> String {
    let mut names: Vec<&str> = setting.names().collect();
    names.extend(file);
    format!("looked for: {}", names.join(", "))
}
