//! Mistakes that the author of an exercise foresaw. In: a table `[[part.mistake]]` of an
//! `exercise.toml`. Out: whether a site is one.

use serde::Deserialize;

use super::charge::Charge;
use crate::operation::OPERATIONS;
use crate::shape::Shape;
use crate::site::Site;
use crate::syntax::Code;

/// What a mistake looks like, and what is said of it.
#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
pub struct Mistake {
    /// Its name, in JSON and in the jury's files.
    pub name: String,
    /// What is done there, by the names of operations; empty for anything.
    #[serde(default)]
    pub operations: Vec<String>,
    /// What stands in the statement: `Rc::new(_.clone())`, where `_` is anything.
    pub code: Option<String>,
    /// The shapes that the call has, by name.
    #[serde(default)]
    pub shapes: Vec<String>,
    /// The shapes that it has not.
    #[serde(default)]
    pub without: Vec<String>,
    /// What is over budget; empty for anything but what stays behind: a block that should not
    /// have been made is another thing than one that nobody frees.
    #[serde(default)]
    pub quantities: Vec<String>,
    /// The sentence, with `{rate}`, `{call}`, `{made}`, `{peak}` and `{end}`.
    pub says: String,
    /// The section of the book: `ch03-string-trap.md#borrowing`.
    pub section: String,
    /// What to do, in a sentence.
    pub remedy: String,
}

impl Mistake {
    /// The key that is wrong, and what is wrong with it.
    pub fn fault(&self) -> Option<(&'static str, String)> {
        let known = |name: &String| OPERATIONS.iter().any(|operation| operation.id == name);
        if let Some(name) = self.operations.iter().find(|name| !known(name)) {
            let what = format!(
                "there is no operation `{name}`: the names are in xtask/explain/src/operation/table.rs"
            );
            return Some(("operations", what));
        }
        for (key, shapes) in [("shapes", &self.shapes), ("without", &self.without)] {
            let unknown = shapes
                .iter()
                .find(|name| !Shape::ALL.iter().any(|it| it.name() == **name));
            if let Some(name) = unknown {
                return Some((
                    key,
                    format!(
                        "there is no shape `{name}`: the names are in xtask/explain/src/shape.rs"
                    ),
                ));
            }
        }
        let quantities = Charge::ALL.map(Charge::name);
        let known = |name: &&String| quantities.contains(&name.as_str());
        if let Some(name) = self.quantities.iter().find(|name| !known(name)) {
            let what = format!("expected some of {}, found `{name}`", quantities.join(", "));
            return Some(("quantities", what));
        }
        if self
            .code
            .as_ref()
            .is_some_and(|code| Code::parse(code).is_none())
        {
            return Some((
                "code",
                "expected Rust, such as `Rc::new(_.clone())`".to_owned(),
            ));
        }
        if self.operations.is_empty() && self.code.is_none() {
            return Some((
                "name",
                "say by `operations` or by `code` what it looks like".to_owned(),
            ));
        }
        let empty = [
            ("name", &self.name),
            ("says", &self.says),
            ("remedy", &self.remedy),
        ];
        if let Some((key, _)) = empty.iter().find(|(_, text)| text.trim().is_empty()) {
            return Some((key, "it is empty".to_owned()));
        }
        let is_section = self
            .section
            .split_once(".md#")
            .is_some_and(|(_, section)| !section.is_empty());
        (!is_section).then(|| {
            let what = format!(
                "expected a section such as `ch03-string-trap.md#borrowing`, found `{}`",
                self.section
            );
            ("section", what)
        })
    }

    /// Whether a site is this.
    pub(super) fn fits(&self, site: &Site, charge: Option<Charge>) -> bool {
        let done = |name: &String| site.operation.is_some_and(|operation| operation.id == name);
        let has = |name: &String| site.shapes.iter().any(|shape| shape.name() == name);
        let charged = |name: &String| charge.is_none_or(|charge| charge.name() == name);
        let code = self
            .code
            .as_ref()
            .map(|code| Code::parse(code).unwrap_or_default());
        (self.operations.is_empty() || self.operations.iter().any(done))
            && code.is_none_or(|code| site.statement.has(&code))
            && self.shapes.iter().all(has)
            && !self.without.iter().any(has)
            && match self.quantities.as_slice() {
                [] => charge != Some(Charge::Left),
                named => named.iter().any(charged),
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RIGHT: &str = r#"
        name = "counted-fields"
        operations = ["shared-text"]
        code = "Rc::from(_)"
        says = "s"
        section = "ch03-string-trap.md#borrowing"
        remedy = "r"
    "#;

    #[test]
    fn a_mistake_that_can_never_fit_is_refused() {
        let read = |text: &str| toml::from_str::<Mistake>(text).expect("a mistake").fault();
        assert_eq!(read(RIGHT), None);
        for (from, to, key) in [
            ("shared-text", "shared-texts", "operations"),
            ("code = ", "shapes = [\"seen\"]\ncode = ", "shapes"),
            ("code = ", "without = [\"seen\"]\ncode = ", "without"),
            (
                "code = ",
                "quantities = [\"resident_bytes\"]\ncode = ",
                "quantities",
            ),
            ("Rc::from(_)", "Rc::from(", "code"),
            ("says = \"s\"", "says = \" \"", "says"),
            ("remedy = \"r\"", "remedy = \"\"", "remedy"),
            ("#borrowing", "", "section"),
            (
                "operations = [\"shared-text\"]\n        code = \"Rc::from(_)\"",
                "",
                "name",
            ),
        ] {
            let text = RIGHT.replace(from, to);
            assert_ne!(text, RIGHT, "{from}");
            assert_eq!(read(&text).map(|(key, _)| key), Some(key), "{text}");
        }
    }
}
