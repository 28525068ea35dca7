//! Values on the stack and what they own on the heap. In: layouts that a listing
//! measured. Out: boxes with their bytes, and arrows between them.

use explain::words::{counted, number};
use serde::Deserialize;
use xtask::failure::Failure;

use super::svg::{WIDTH, label, line, rect, svg};
use crate::context::ensure;

/// A value: its fields, and the blocks that they point to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// The value as code.
    pub label: String,
    /// Its size.
    pub bytes: u64,
    /// What it is made of.
    pub fields: Vec<Field>,
    /// What it points to.
    #[serde(default)]
    pub blocks: Vec<Block>,
}

/// A part of a value.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// The block that it points to, from 0.
    #[serde(default)]
    pub to: Option<usize>,
}

/// A piece of memory that a value points to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Its size.
    pub bytes: u64,
    /// What is in it.
    pub parts: Vec<Field>,
    /// Where it is, if not on the heap, such as `the binary` or `the source`.
    #[serde(default)]
    pub place: Option<String>,
}

impl Block {
    /// Where it is.
    pub fn place(&self) -> &str {
        self.place.as_deref().unwrap_or("heap")
    }
}

impl Layout {
    /// Parts have to add up to the whole: a picture with a hole in it misleads.
    pub fn check(&self) -> Result<(), Failure> {
        let fields: u64 = self.fields.iter().map(|field| field.bytes).sum();
        ensure(fields == self.bytes, || {
            format!("its fields have {fields} bytes, it has {}", self.bytes)
        })?;
        for (at, block) in self.blocks.iter().enumerate() {
            let parts: u64 = block.parts.iter().map(|part| part.bytes).sum();
            ensure(parts == block.bytes, || {
                let bytes = block.bytes;
                format!("block {at}: its parts have {parts} bytes, it has {bytes}")
            })?;
        }
        for field in &self.fields {
            let leads = field.to.is_none_or(|to| to < self.blocks.len());
            ensure(leads, || {
                format!("`{}` points to a block that is not there", field.name)
            })?;
        }
        Ok(())
    }
}

const LEFT: f64 = 8.0;
const BOX: f64 = 176.0;
const HEAP: f64 = WIDTH - LEFT - BOX;
const ROW: f64 = 26.0;
/// Room for the name above a box.
const NAME: f64 = 24.0;
/// How many letters of a name fit beside the name of a block.
const SHORT: usize = 30;
/// Room for a longer one.
const NAME_ROW: f64 = 18.0;
const GAP: f64 = 22.0;

/// The picture of one or more values, one below the other.
pub fn memory(id: &str, title: &str, description: &str, layouts: &[Layout]) -> String {
    let mut inner = label("stack-label", LEFT, 14.0, "start", "the value");
    inner.push_str(&label(
        "heap-label",
        HEAP,
        14.0,
        "start",
        "what it points to",
    ));
    inner.push_str(&format!(
        "<defs><marker id=\"{id}-tip\" class=\"arrow-tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" \
         markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0L8 4L0 8Z\"/></marker></defs>"
    ));
    let mut top = 30.0;
    for layout in layouts {
        let (drawn, height) = value(id, layout, top);
        inner.push_str(&drawn);
        top += height + GAP;
    }
    svg(id, top - GAP + 8.0, title, description, &inner)
}

/// One value from `top` down, and how high it is.
fn value(id: &str, layout: &Layout, top: f64) -> (String, f64) {
    let mut drawn = String::new();
    let name = format!("{}: {}", layout.label, counted(layout.bytes, "byte"));
    drawn.push_str(&label("box-name", LEFT, top + 12.0, "start", &name));
    // A long name would run into that of the first block, so it gets a row.
    let row = if name.chars().count() > SHORT {
        NAME_ROW
    } else {
        0.0
    };
    let fields_top = top + NAME + row;
    for (at, field) in layout.fields.iter().enumerate() {
        drawn.push_str(&cell("field", LEFT, fields_top + ROW * at as f64, field));
    }
    let fields_bottom = fields_top + ROW * layout.fields.len() as f64;
    drawn.push_str(&rect(
        "box",
        LEFT,
        fields_top,
        BOX,
        fields_bottom - fields_top,
    ));

    let mut y = fields_top;
    let mut tops = Vec::new();
    for (at, block) in layout.blocks.iter().enumerate() {
        if at > 0 {
            y += NAME;
        }
        let name = format!("{}: {}", block.place(), counted(block.bytes, "byte"));
        drawn.push_str(&label("heap-name", HEAP, y - 8.0, "start", &name));
        for (at, part) in block.parts.iter().enumerate() {
            drawn.push_str(&cell("heap", HEAP, y + ROW * at as f64, part));
        }
        let height = ROW * block.parts.len() as f64;
        drawn.push_str(&rect("box", HEAP, y, BOX, height));
        tops.push(y);
        y += height;
    }
    for (at, field) in layout.fields.iter().enumerate() {
        if let Some(block) = field.to.and_then(|to| tops.get(to)) {
            let from = (LEFT + BOX, fields_top + ROW * (at as f64 + 0.5));
            let to = (HEAP - 2.0, block + ROW / 2.0);
            let arrow = line("arrow", from, to);
            drawn.push_str(&arrow.replace("/>", &format!(" marker-end=\"url(#{id}-tip)\"/>")));
        }
    }
    (drawn, fields_bottom.max(y) - top)
}

/// A row of a box: what it is, and how many bytes it has.
fn cell(class: &str, x: f64, y: f64, field: &Field) -> String {
    let class = match field.name.as_str() {
        "padding" => "padding",
        name if name.contains("count") || name == "strong" || name == "weak" => "counts",
        _ => class,
    };
    let mut drawn = rect(class, x, y, BOX, ROW);
    drawn.push_str(&label(
        "field-name",
        x + 8.0,
        y + 18.0,
        "start",
        &field.name,
    ));
    drawn.push_str(&label(
        "field-bytes",
        x + BOX - 8.0,
        y + 18.0,
        "end",
        &number(field.bytes),
    ));
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    fn string() -> Layout {
        let field = |name: &str, to| Field {
            name: name.to_owned(),
            bytes: 8,
            to,
        };
        Layout {
            label: "String".to_owned(),
            bytes: 24,
            fields: vec![
                field("pointer", Some(0)),
                field("capacity", None),
                field("length", None),
            ],
            blocks: vec![Block {
                bytes: 5,
                parts: vec![Field {
                    name: "hello".to_owned(),
                    bytes: 5,
                    to: None,
                }],
                place: None,
            }],
        }
    }

    #[test]
    fn a_picture_names_every_part_with_its_bytes() {
        let drawn = memory("m", "A String", "words", &[string()]);
        for part in [
            "String: 24 bytes",
            "pointer",
            "capacity",
            "length",
            "heap: 5 bytes",
            "hello",
        ] {
            assert!(drawn.contains(part), "{part} is missing");
        }
        assert_eq!(drawn.matches("class=\"arrow\"").count(), 1);
    }

    #[test]
    fn a_layout_with_a_hole_is_refused() {
        let mut hole = string();
        hole.bytes = 32;
        assert!(hole.check().is_err());
        let mut hole = string();
        hole.blocks[0].bytes = 6;
        assert!(hole.check().is_err());
        let mut nowhere = string();
        nowhere.fields[0].to = Some(1);
        assert!(nowhere.check().is_err());
        assert!(string().check().is_ok());
    }
}
