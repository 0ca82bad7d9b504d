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
use std::path::{Path, PathBuf};

use super::args::credentials::CredentialArgs;
use super::read;
use super::say::{self, Stop};
use crate::token::key::{ApiKey, Secret};
use crate::token::message::Message;
use crate::token::sid::{self, Account, Key, SidKind};
use crate::token::text::Mask;
pub(crate) use origin::{Candidate, Found, Origin, Text, plain};
use place::{Kind, Place, two};
use profile::{Profile, Profiles};
use search::Search;
use secret::Reader;
use settings::{ACCOUNT_SID, API_SECRET, AUTH_TOKEN, CONFIG_DIR, CREDENTIALS, REGION, Setting};

/// The .env file that is read without being asked for.
const LOCAL_FILE: &str = ".env";
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
    /// What was asked for, the strongest first.
    asked: Vec<Place>,
    environment: OnceCell<Place>,
    local: OnceCell<Option<Place>>,
    search: OnceCell<Search>,
}

impl<'a> Values<'a> {
    /// Opens what was asked for. What is wrong with it is told by whoever needs it.
    ///
    /// # Errors
    ///
    /// Standard input is to be read twice.
    pub(crate) fn open(args: &'a CredentialArgs) -> Result<Self, Stop> {
        Self::open_with(args, Reader { is_hasty: false })
    }

    /// The same, and no pipe is waited for.
    pub(crate) fn open_hastily(args: &'a CredentialArgs) -> Result<Self, Stop> {
        Self::open_with(args, Reader { is_hasty: true })
    }

    fn open_with(args: &'a CredentialArgs, reader: Reader) -> Result<Self, Stop> {
        let mut values = Self {
            args,
            reader,
            asked: Vec::new(),
            environment: OnceCell::new(),
            local: OnceCell::new(),
            search: OnceCell::new(),
        };
        values.asked = if args.demo {
            vec![demo_place()]
        } else if let Some(name) = &args.profile {
            vec![values.asked_profile(name)]
        } else {
            let options = values.options()?;
            let file = args.env_file.as_deref().map(|path| {
                let read = values.reader.asked(path, FILE_LIMIT, "--env-file")?;
                Ok::<_, Stop>(Place::file(&path_name(path), read))
            });
            [options].into_iter().chain(file.transpose()?).collect()
        };
        Ok(values)
    }

    pub(crate) fn is_demo(&self) -> bool {
        self.args.demo
    }

    fn options(&self) -> Result<Place, Stop> {
        let CredentialArgs { account_sid, api_key, api_secret_file, .. } = self.args;
        let sids = [account_sid.as_ref().map(AsRef::as_ref), api_key.as_ref().map(AsRef::as_ref)];
        let mut place = Place::asked(|of| Origin::Option(of.option), [sids[0], sids[1], None]);
        let secret = api_secret_file.as_deref().map(|path| self.reader.asked_secret(path));
        place.candidates.extend(secret.transpose()?);
        Ok(place)
    }

    fn asked_profile(&self, name: &str) -> Place {
        let place = self.profiles().and_then(|profiles| {
            let profiles = profiles.ok_or_else(|| {
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
        });
        place.unwrap_or_else(|trouble| Place {
            trouble: Some(trouble),
            ..Place::asked(|of| Origin::Option(of.option), [None; 3])
        })
    }

    /// The .env file that is read, if one is.
    pub(crate) fn file(&self) -> &Path {
        self.args.env_file.as_deref().unwrap_or(LOCAL_FILE.as_ref())
    }

    fn environment(&self) -> &Place {
        self.environment.get_or_init(Place::environment)
    }

    /// `./.env`, if it is there and not to be left alone.
    fn local(&self) -> Option<&Place> {
        let CredentialArgs { env_file, no_env_file, demo, .. } = self.args;
        if env_file.is_some() || *no_env_file || *demo {
            return None;
        }
        let open = || {
            let read = self.reader.lying_around(LOCAL_FILE.as_ref(), FILE_LIMIT, LOCAL_FILE);
            read.transpose().map(|read| Place::file(LOCAL_FILE, read))
        };
        self.local.get_or_init(open).as_ref()
    }

    /// The places where variables are set, the strongest first. The local file is not even opened while the places before it
    /// have what is wanted.
    pub(crate) fn places(&self) -> impl Iterator<Item = &Place> {
        let is_file = |place: &&Place| place.kind == Kind::File;
        let lying_around = std::iter::once_with(|| self.environment());
        let local = std::iter::once_with(|| self.local()).flatten();
        let local = local.filter(|place| place.trouble.is_none());
        self.asked.iter().filter(is_file).chain(lying_around).chain(local)
    }

    /// The places that are open by now.
    fn open_places(&self) -> impl Iterator<Item = &Place> {
        let local = self.local.get().into_iter().flatten();
        self.asked.iter().chain([self.environment()]).chain(local)
    }

    /// The profiles of the Twilio CLI, if it has any here. HOME is what it is set to: a user database is not asked.
    pub(crate) fn profiles(&self) -> Result<Option<Profiles>, Message> {
        let folder =
            |name| env::var_os(name).filter(|folder| !folder.is_empty()).map(PathBuf::from);
        let home = if cfg!(windows) { "USERPROFILE" } else { "HOME" };
        let folder = folder(CONFIG_DIR).or_else(|| Some(folder(home)?.join(".twilio-cli")));
        let Some(folder) = folder else {
            return Ok(None);
        };
        let what = "the Twilio CLI's config.json";
        let path = folder.join("config.json");
        let Some(bytes) = self.reader.lying_around(&path, FILE_LIMIT, what)? else {
            return Ok(None);
        };
        let parse = |error: Message| Message::error(format!("{what}: {}", error.message));
        Profiles::parse(read::text(&bytes, what)?).map(Some).map_err(parse)
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
                return Search::through([&Place::profile(profile)].into_iter(), &self.reader);
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
        let asked = self.asked.iter().filter(|place| place.kind == Kind::Asked);
        let variables = self.places().take(if self.is_named() { 0 } else { usize::MAX });
        Search::through(asked.chain(variables), &self.reader)
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
        let doubt = secret::judge(secret, self.variable(AUTH_TOKEN).as_ref(), allow_invalid)?;
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
            rest_region: self.variable(REGION).filter(|_| !self.args.demo),
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
            Some(trouble) => {
                let names: Vec<_> = setting.names().collect();
                let message = hints::nor_elsewhere(trouble, setting.noun);
                Err(message.detail(format!("looked for: {}", names.join(", "))).into())
            }
            None => Ok(None),
        }
    }

    /// Why `./.env` cannot be read.
    fn trouble(&self) -> Option<Message> {
        self.local()?.trouble.clone()
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
                && ours.value != theirs.value
            {
                return Err(two(credential, &ours.origin, &theirs.origin)
                    .detail(would)
                    .hint(settles)
                    .hint("or set everything in one place"));
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
        let local = || Some(self.trouble()?.message).filter(|_| search.chosen[2].is_none());
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
            auth_token: self.variable(AUTH_TOKEN).map(hidden),
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
        let names = API_SECRET.variables.iter().chain([&AUTH_TOKEN]);
        let found = names.flat_map(|name| self.open_places().filter_map(|of| of.variable(name)));
        found.for_each(|found| mask.add(&found.value));
        mask
    }

    /// A variable that is no credential, in the places that were read.
    pub(crate) fn variable(&self, name: &str) -> Option<Text> {
        self.open_places().find_map(|place| place.variable(name))
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
