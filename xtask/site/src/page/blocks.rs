//! Blocks of figures. In: `weights`, `curve`, `memory` and `explore` blocks, and
//! the names of outputs. Out: tables and pictures in HTML.

use explain::words::{decimal, number};
use serde::Deserialize;
use serde_json::Value;
use xtask::failure::Failure;

use super::markdown::{sentence, words};
use crate::context::{Context, ensure};
use crate::figures::{FIELDS, Figures, count};
use crate::html::{escape, script_json, table};
use crate::picture::{self, Axis, Layout, Series};
use crate::record::Measurements;

/// A table of what listings allocate.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    caption: String,
    columns: Vec<String>,
    #[serde(default)]
    builds: Vec<String>,
    rows: Vec<WeightRow>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WeightRow {
    label: String,
    figure: String,
}

/// The heading of a column of counts.
fn heading(column: &str) -> Result<&'static str, Failure> {
    Ok(match column {
        "allocations" => "allocations",
        "reallocations" => "of them reallocations",
        "bytes" => "bytes in all",
        "peak_bytes" => "peak bytes",
        "live_blocks" => "live blocks",
        "live_bytes" => "live bytes",
        _ => {
            return Err(Failure::new(format!(
                "no column `{column}`; there are {}",
                FIELDS.join(", ")
            )));
        }
    })
}

/// The table, with a column for each count and, where asked for, each build.
pub fn weights(block: &Weights, figures: Figures<'_>) -> Result<String, Failure> {
    let both = block.builds.len() > 1;
    let builds: Vec<&str> = match block.builds.is_empty() {
        true => vec!["release"],
        false => block.builds.iter().map(String::as_str).collect(),
    };
    let mut head = vec![String::new()];
    for column in &block.columns {
        for build in &builds {
            let name = heading(column)?;
            head.push(if both {
                format!("{name}, {build}")
            } else {
                name.to_owned()
            });
        }
    }
    let mut rows = Vec::new();
    for row in &block.rows {
        let mut cells = vec![sentence(&row.label, figures)?];
        for column in &block.columns {
            for build in &builds {
                let name = match *build {
                    "release" => row.figure.clone(),
                    build => format!("{}/{build}", row.figure),
                };
                cells.push(number(count(figures.weight(&name)?, column)?));
            }
        }
        rows.push(cells);
    }
    let caption = sentence(&block.caption, figures)?;
    let label = escape(&words(&block.caption, figures)?);
    Ok(format!(
        "<figure class=\"weights\"><figcaption>{caption}</figcaption>{}</figure>\n",
        table(&label, &head, &rows)
    ))
}

/// A picture of live bytes over time.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Curve {
    title: String,
    description: String,
    #[serde(default)]
    axis: Axis,
    series: Vec<CurveSeries>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CurveSeries {
    label: String,
    trace: String,
}

/// How many rows the table under a curve has at most.
const CURVE_ROWS: usize = 24;

/// The picture, and its data behind a disclosure.
pub fn curve(block: &Curve, figures: Figures<'_>) -> Result<String, Failure> {
    let mut series = Vec::new();
    for one in &block.series {
        let trace = figures.0.traces.get(&one.trace).with_context(|| {
            format!(
                "no trace is named `{}`; is its size in `traced`?",
                one.trace
            )
        })?;
        series.push(Series {
            label: words(&one.label, figures)?,
            events: trace.events,
            points: trace.points.clone(),
        });
    }
    let title = words(&block.title, figures)?;
    let description = words(&block.description, figures)?;
    let id = picture_id(
        &block
            .series
            .iter()
            .map(|one| one.trace.as_str())
            .collect::<Vec<_>>(),
    );
    let svg = picture::chart(&id, &title, &description, &series, block.axis);
    let mut rows = Vec::new();
    for one in &series {
        let step = one.points.len().div_ceil(CURVE_ROWS).max(1);
        let last = one.points.len() - 1;
        for (at, (event, live)) in one.points.iter().enumerate() {
            if at % step == 0 || at == last {
                rows.push(vec![escape(&one.label), number(*event), number(*live)]);
            }
        }
    }
    let head = ["program", "after event", "live bytes"].map(str::to_owned);
    Ok(picture_figure(
        "curve",
        &title,
        &svg,
        &table(&escape(&title), &head, &rows),
    ))
}

/// A picture of values on the stack and on the heap.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Memory {
    title: String,
    description: String,
    /// Names of layout facts.
    values: Vec<String>,
}

/// The picture, and its data behind a disclosure.
pub fn memory(block: &Memory, figures: Figures<'_>) -> Result<String, Failure> {
    let mut layouts = Vec::new();
    for name in &block.values {
        let fact = figures.fact(name)?.clone();
        let layout: Layout = serde_json::from_value(fact)
            .with_context(|| format!("the fact `{name}` is no layout"))?;
        layout
            .check()
            .with_context(|| format!("the layout `{name}`"))?;
        layouts.push(layout);
    }
    ensure(
        !layouts.is_empty(),
        || "a memory block names at least one layout",
    )?;
    let title = words(&block.title, figures)?;
    let description = words(&block.description, figures)?;
    let names: Vec<&str> = block.values.iter().map(String::as_str).collect();
    let svg = picture::memory(&picture_id(&names), &title, &description, &layouts);
    let mut rows = Vec::new();
    for layout in &layouts {
        for field in &layout.fields {
            rows.push(vec![
                format!("<code>{}</code>", escape(&layout.label)),
                "value".to_owned(),
                escape(&field.name),
                number(field.bytes),
            ]);
        }
        for (at, block) in layout.blocks.iter().enumerate() {
            for part in &block.parts {
                rows.push(vec![
                    format!("<code>{}</code>", escape(&layout.label)),
                    format!("{} {}", block.place(), at + 1),
                    escape(&part.name),
                    number(part.bytes),
                ]);
            }
        }
    }
    let head = ["", "where", "part", "bytes"].map(str::to_owned);
    Ok(picture_figure(
        "memory",
        &title,
        &svg,
        &table(&escape(&title), &head, &rows),
    ))
}

fn picture_figure(kind: &str, title: &str, svg: &str, table: &str) -> String {
    format!(
        "<figure class=\"picture {kind}\"><figcaption>{}</figcaption>{svg}<details>\
         <summary>The data as a table</summary>{table}</details></figure>\n",
        escape(title)
    )
}

/// An id for a picture's title, the same in each build and unique on a page
/// unless a page shows the same picture twice.
fn picture_id(names: &[&str]) -> String {
    let joined = names.join("-");
    let plain = joined
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' });
    format!("picture-{}", plain.collect::<String>())
}

/// Something to step through.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explore {
    kind: Explorable,
    figure: String,
    title: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Explorable {
    Vec,
    Rc,
    Cow,
}

/// The recorded trace for the scripts, and as a table for everyone else.
pub fn explorable(block: &Explore, figures: Figures<'_>) -> Result<String, Failure> {
    let data = figures.fact(&block.figure)?;
    let title = words(&block.title, figures)?;
    let (kind, head, rows) = match block.kind {
        Explorable::Vec => (
            "vec",
            vec!["element", "starting capacity", "capacities"],
            vec_rows(data),
        ),
        Explorable::Rc => (
            "rc",
            vec![
                "step",
                "strong",
                "weak",
                "allocations",
                "live blocks",
                "live bytes",
            ],
            step_rows(
                &data["steps"],
                &["strong", "weak", "allocations", "live_blocks", "live_bytes"],
            ),
        ),
        Explorable::Cow => (
            "cow",
            vec!["text", "step", "variant", "allocations", "bytes"],
            cow_rows(data),
        ),
    };
    ensure(!rows.is_empty(), || {
        format!("`{}` has no steps", block.figure)
    })?;
    let head: Vec<String> = head.into_iter().map(str::to_owned).collect();
    let label = escape(&title);
    Ok(format!(
        "<section class=\"explorable\" data-kind=\"{kind}\" aria-label=\"{label}\">\
         <script type=\"application/json\">{}</script>\
         <p class=\"without-script\"><strong>{label}.</strong> With JavaScript on, you can step \
         through this. The table has the same steps.</p>\
         <details><summary>The recorded trace as a table</summary>{}</details></section>\n",
        script_json(data),
        table(&format!("{label}, as a table"), &head, &rows)
    ))
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => escape(text),
        Value::Number(number) => decimal(number.as_f64().unwrap_or_default()),
        other => escape(&other.to_string()),
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn vec_rows(data: &Value) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for element in list(&data["elements"]) {
        for start in list(&element["starts"]) {
            let capacities: Vec<String> = list(&start["growth"]).map(|g| text(&g[1])).collect();
            rows.push(vec![
                format!(
                    "<code>{}</code>, {} bytes",
                    text(&element["name"]),
                    text(&element["bytes"])
                ),
                text(&start["capacity"]),
                capacities.join(" → "),
            ]);
        }
    }
    rows
}

fn step_rows(steps: &Value, columns: &[&str]) -> Vec<Vec<String>> {
    list(steps)
        .map(|step| {
            let mut row = vec![format!("<code>{}</code>", text(&step["code"]))];
            row.extend(columns.iter().map(|column| text(&step[column])));
            row
        })
        .collect()
}

fn cow_rows(data: &Value) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for one in list(&data["texts"]) {
        for mut row in step_rows(&one["steps"], &["variant", "allocations", "bytes"]) {
            row.insert(0, text(&one["label"]));
            rows.push(row);
        }
    }
    rows
}

/// What a program or the compiler printed.
pub fn output(name: &str, record: &Measurements) -> Result<String, Failure> {
    let (caption, printed) = match (record.outputs.get(name), record.errors.get(name)) {
        (Some(output), _) => (
            format!("<code>{}</code>", escape(&output.command)),
            &output.text,
        ),
        (None, Some(error)) => (
            format!(
                "What the compiler says: <code>{}</code>",
                escape(&error.code)
            ),
            &error.message,
        ),
        (None, None) => {
            return Err(Failure::new(format!(
                "no output or compiler message is named `{name}`; \
                 `cargo xtask book measure` records them"
            )));
        }
    };
    let note = match record.outputs.get(name) {
        Some(output) if !output.exact => " <span class=\"note\">(differs between machines)</span>",
        _ => "",
    };
    Ok(format!(
        "<figure class=\"output\"><figcaption>{caption}{note}</figcaption>\
         <pre tabindex=\"0\"><code class=\"language-text\">{}</code></pre></figure>\n",
        escape(printed.trim_end())
    ))
}
