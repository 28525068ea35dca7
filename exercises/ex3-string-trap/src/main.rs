//! Hands the three functions of exercise 3 to what asks them. Types are written out: each
//! function must be exactly this one, and its result is read by patterns, so that no code
//! of yours runs where nothing is counted.

use std::io::{self, Read};
use std::process::ExitCode;

use ex3_string_trap::{Access, User};
use meter::{AnyError, Call, text};

fn main() -> ExitCode {
    kit::main(&kit::Functions {
        parse_users,
        read_accesses,
        find_email,
    })
}

fn parse_users<'t>(call: Call<'_>, export: &'t str) -> Vec<kit::User> {
    let function: fn(&'t str) -> Vec<_> = ex3_string_trap::parse_users;
    let read = |user: &_| {
        let User {
            name, email, bio, ..
        } = user;
        kit::User {
            name: text(name).to_owned(),
            email: text(email).to_owned(),
            bio: text(bio).to_owned(),
        }
    };
    call.run(
        || function(export),
        |users| users.iter().map(read).collect(),
    )
}

fn read_accesses<'j>(call: Call<'_>, json: &'j str) -> Result<kit::Accesses, AnyError> {
    let function: fn(&'j str) -> Result<Vec<_>, serde_json::Error> = ex3_string_trap::read_accesses;
    let read = |access: &_| {
        let Access {
            host,
            path,
            agent,
            status,
            ..
        } = access;
        kit::Access {
            host: text(host).to_owned(),
            path: text(path).to_owned(),
            agent: text(agent).to_owned(),
            status: *status,
        }
    };
    call.run(
        || function(json),
        |accesses| match accesses {
            Ok(accesses) => Ok(kit::Accesses {
                accesses: accesses.iter().map(read).collect(),
            }),
            Err(error) => Err(AnyError(error.to_string())),
        },
    )
}

fn find_email(call: Call<'_>, directory: &mut dyn Read, name: &str) -> kit::Found {
    let function: fn(&mut dyn Read, &str) -> io::Result<Option<String>> =
        ex3_string_trap::find_email;
    call.run(
        || function(directory, name),
        |email| match email {
            Ok(email) => Ok(email.clone()),
            Err(error) => Err(error.to_string()),
        },
    )
}
