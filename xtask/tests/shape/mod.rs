//! The shape of a JSON: which keys it has, and of which types their values are. In:
//! documents as they are printed or written. Out: nothing, if the shape is the one that
//! is held for their schema number; else what to do.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// What is known of a kind of documents.
pub struct Kind<'a> {
    /// The name of the file that holds its shape.
    pub name: &'a str,
    /// Where the number is: `schema`, in most.
    pub number: &'a str,
    /// Where keys are names of things, and not part of the shape: `weights`.
    pub names: &'a [&'a str],
    /// Where any value may stand: `facts.*`.
    pub anything: &'a [&'a str],
}

impl<'a> Kind<'a> {
    /// A kind with its number at the top, and with no names for keys.
    pub fn new(name: &'a str) -> Self {
        Kind {
            name,
            number: "schema",
            names: &[],
            anything: &[],
        }
    }

    /// Fails if these documents have another shape than the file in `folder` says.
    /// Together they should have every key that there can be.
    #[track_caller]
    pub fn hold(&self, folder: &Path, documents: &[Value]) {
        let number = self.number_of(documents);
        let shape = self.shape(documents);
        let file = folder.join(format!("{}.txt", self.name));
        let held = fs::read_to_string(&file).unwrap_or_default();
        let (head, body) = held.split_once('\n').unwrap_or_default();
        let head = head.trim_end_matches('\r');
        let body = body.replace("\r\n", "\n");
        let is_the_number = head == format!("schema {number}");
        if is_the_number && body == shape {
            return;
        }
        assert!(
            !is_the_number,
            "the shape of {name} changed, and its schema is still {number}. Programs that read it \
             must see that: raise the number in `Schema<{number}>`, say in README.md what the \
             new one is, and keep a reader of what earlier editions wrote to files. Then run \
             this test with UPDATE_GOLDEN=1.\n{changes}",
            name = self.name,
            changes = changes(&body, &shape),
        );
        if std::env::var_os("UPDATE_GOLDEN").is_none() {
            panic!(
                "{} has the number {number}, and {} is of `{head}`: run this test with \
                 UPDATE_GOLDEN=1, and look at what changes",
                self.name,
                file.display()
            );
        }
        fs::create_dir_all(folder).expect("a folder");
        fs::write(&file, format!("schema {number}\n{shape}")).expect("the file");
    }

    #[track_caller]
    fn number_of(&self, documents: &[Value]) -> u64 {
        let number = |document: &Value| {
            let mut keys = self.number.split('.');
            let at = keys.try_fold(document, |value, key| value.get(key));
            at.and_then(Value::as_u64)
                .unwrap_or_else(|| panic!("{} has no `{}`: {document}", self.name, self.number))
        };
        let numbers: BTreeSet<u64> = documents.iter().map(number).collect();
        assert_eq!(numbers.len(), 1, "{}: {numbers:?}", self.name);
        numbers.into_iter().next().unwrap_or_default()
    }

    /// A line for each key: where it is, and which types its values have.
    fn shape(&self, documents: &[Value]) -> String {
        let mut types = BTreeMap::new();
        for document in documents {
            self.add(String::new(), document, &mut types);
        }
        types.remove("");
        let mut text = String::new();
        for (path, types) in types {
            let types: Vec<&str> = types.into_iter().collect();
            let _ = writeln!(text, "{path}: {}", types.join(" or "));
        }
        text
    }

    fn add(
        &self,
        path: String,
        value: &Value,
        types: &mut BTreeMap<String, BTreeSet<&'static str>>,
    ) {
        let is_any = self.anything.contains(&path.as_str());
        let word = match value {
            _ if is_any => "anything",
            Value::Null => "null",
            Value::Bool(_) => "bool",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Array(_) => "list",
            Value::Object(_) => "object",
        };
        types.entry(path.clone()).or_default().insert(word);
        match value {
            _ if is_any => {}
            Value::Array(items) => {
                for item in items {
                    self.add(format!("{path}[]"), item, types);
                }
            }
            Value::Object(fields) => {
                for (key, field) in fields {
                    let key = match self.names.contains(&path.as_str()) {
                        true => "*",
                        false => key,
                    };
                    let apart = if path.is_empty() { "" } else { "." };
                    self.add(format!("{path}{apart}{key}"), field, types);
                }
            }
            _ => {}
        }
    }
}

/// The lines that went and those that came.
fn changes(before: &str, now: &str) -> String {
    let lines = |text: &str| -> BTreeSet<String> { text.lines().map(str::to_owned).collect() };
    let (before, now) = (lines(before), lines(now));
    let gone = before.difference(&now).map(|line| format!("  - {line}\n"));
    let new = now.difference(&before).map(|line| format!("  + {line}\n"));
    gone.chain(new).collect()
}
