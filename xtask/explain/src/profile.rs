//! Profiles of dhat. In: the text of one. Out: the places in a program that
//! allocated, each with its call stack and its cost, or why the text is not one.

use std::fmt;
use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use crate::frame::Frame;

/// A profile of the heap.
#[derive(Clone, Debug)]
pub struct Profile {
    /// What was run.
    pub command: String,
    /// Who wrote it.
    pub writer: Writer,
    /// What lifetimes are measured in: `µs`, `instrs`.
    pub time_unit: String,
    /// Up to how many time units a block counts as short-lived; none where the
    /// profile has no lifetimes.
    pub short_life: Option<u64>,
    /// When the heap was largest, in time units.
    pub peak_at: u64,
    /// When the program ended, in time units.
    pub end: u64,
    /// Each place that allocated.
    pub points: Vec<Point>,
    /// All frames; the points refer to them by number.
    frames: Vec<Frame>,
}

/// The program that wrote a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    /// The crate dhat. A block that grows is charged to where it was made.
    DhatCrate,
    /// valgrind, with `--tool=dhat`. A `realloc` counts as part of its block.
    Valgrind,
    /// The workbook's own scales.
    Scales,
}

/// One call stack that allocated.
#[derive(Clone, Debug)]
pub struct Point {
    /// What was allocated there.
    pub cost: Cost,
    /// Numbers of frames, the innermost first.
    frames: Vec<usize>,
}

/// What was allocated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cost {
    /// Blocks asked for, in all.
    pub blocks: u64,
    /// Bytes asked for, in all.
    pub bytes: u64,
    /// Blocks that were live when the whole program's heap was largest.
    pub peak_blocks: u64,
    /// Bytes that were live when the whole program's heap was largest.
    pub peak_bytes: u64,
    /// Blocks that were live at the end.
    pub end_blocks: u64,
    /// Bytes that were live at the end.
    pub end_bytes: u64,
    /// How long all blocks lived, added up, in time units.
    pub lifetime: u64,
    /// How many of the blocks are older ones that were resized; 0 where the profile
    /// does not tell.
    pub reallocations: u64,
    /// Blocks of call stacks whose blocks were short-lived on average.
    pub short_lived: u64,
}

impl AddAssign for Cost {
    fn add_assign(&mut self, other: Cost) {
        let add = |a: &mut u64, b: u64| *a = a.saturating_add(b);
        add(&mut self.blocks, other.blocks);
        add(&mut self.bytes, other.bytes);
        add(&mut self.peak_blocks, other.peak_blocks);
        add(&mut self.peak_bytes, other.peak_bytes);
        add(&mut self.end_blocks, other.end_blocks);
        add(&mut self.end_bytes, other.end_bytes);
        add(&mut self.lifetime, other.lifetime);
        add(&mut self.reallocations, other.reallocations);
        add(&mut self.short_lived, other.short_lived);
    }
}

/// Why a text is not a profile of the heap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is not JSON, or it ends too early; line and column are from 1.
    Damaged {
        /// Where reading stopped.
        line: usize,
        /// Where reading stopped.
        column: usize,
        /// What is wrong there.
        what: String,
    },
    /// It is JSON, but not of dhat, or of a version of the format that is unknown.
    NotDhat(String),
    /// It counts something else than heap blocks: its mode.
    OtherMode(String),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unreadable::Damaged { line, column, what } => {
                write!(f, "line {line}, column {column}: {what}")
            }
            Unreadable::NotDhat(what) => write!(f, "not a profile of dhat: {what}"),
            Unreadable::OtherMode(mode) => {
                write!(
                    f,
                    "a profile of dhat in mode `{mode}`, which has no heap blocks"
                )
            }
        }
    }
}

/// The format, version 2, as far as it is used.
#[derive(Deserialize)]
struct File {
    #[serde(rename = "dhatFileVersion")]
    version: u64,
    mode: String,
    cmd: String,
    tu: String,
    #[serde(default)]
    bklt: bool,
    #[serde(default)]
    tuth: u64,
    #[serde(default)]
    tg: u64,
    #[serde(default)]
    te: u64,
    pps: Vec<FilePoint>,
    ftbl: Vec<String>,
}

#[derive(Deserialize)]
struct FilePoint {
    tb: u64,
    tbk: u64,
    #[serde(default)]
    tl: u64,
    #[serde(default)]
    gb: u64,
    #[serde(default)]
    gbk: u64,
    #[serde(default)]
    eb: u64,
    #[serde(default)]
    ebk: u64,
    fs: Vec<usize>,
}

/// The only version of the format that there is.
const VERSION: u64 = 2;

impl Profile {
    /// Reads a profile.
    ///
    /// # Errors
    ///
    /// The text is no profile of the heap: see [`Unreadable`].
    pub fn read(text: &[u8]) -> Result<Self, Unreadable> {
        let file: File = serde_json::from_slice(text).map_err(|error| match error.classify() {
            serde_json::error::Category::Data => Unreadable::NotDhat(error.to_string()),
            _ => Unreadable::Damaged {
                line: error.line(),
                column: error.column(),
                what: without_place(&error.to_string()),
            },
        })?;
        if file.version != VERSION {
            return Err(Unreadable::NotDhat(format!(
                "expected version {VERSION} of the format, found {}",
                file.version
            )));
        }
        let writer = match file.mode.as_str() {
            "rust-heap" => Writer::DhatCrate,
            "heap" => Writer::Valgrind,
            _ => return Err(Unreadable::OtherMode(file.mode)),
        };
        let frames: Vec<Frame> = file.ftbl.iter().map(|text| Frame::parse(text)).collect();
        let short_life = file.bklt.then_some(file.tuth);
        let mut points = Vec::with_capacity(file.pps.len());
        for point in file.pps {
            if let Some(number) = point.fs.iter().find(|number| **number >= frames.len()) {
                return Err(Unreadable::NotDhat(format!(
                    "a call stack refers to frame {number}, of {}",
                    frames.len()
                )));
            }
            points.push(Point {
                cost: Cost {
                    blocks: point.tbk,
                    bytes: point.tb,
                    peak_blocks: point.gbk,
                    peak_bytes: point.gb,
                    end_blocks: point.ebk,
                    end_bytes: point.eb,
                    lifetime: point.tl,
                    reallocations: 0,
                    short_lived: short_lived(short_life, &point),
                },
                frames: point.fs,
            });
        }
        Ok(Profile {
            command: file.cmd,
            writer,
            time_unit: file.tu,
            short_life,
            peak_at: file.tg,
            end: file.te,
            points,
            frames,
        })
    }

    /// A profile of the workbook's scales: costs, each with the numbers of its
    /// frames, the innermost first. Times, those of the peak and the end, are
    /// counted in events.
    pub(crate) fn new(
        writer: Writer,
        (peak_at, end): (u64, u64),
        points: Vec<(Cost, Vec<usize>)>,
        frames: Vec<Frame>,
    ) -> Self {
        Profile {
            command: String::new(),
            writer,
            time_unit: "events".to_owned(),
            short_life: None,
            peak_at,
            end,
            points: points
                .into_iter()
                .map(|(cost, frames)| Point { cost, frames })
                .collect(),
            frames,
        }
    }

    /// All frames of the program, each once.
    pub fn all_frames(&self) -> &[Frame] {
        &self.frames
    }

    /// The call stack of a point, the innermost frame first.
    pub fn stack<'p>(
        &'p self,
        point: &'p Point,
    ) -> impl DoubleEndedIterator<Item = &'p Frame> + Clone {
        point.frames.iter().map(|number| &self.frames[*number])
    }

    /// The numbers of a point's frames in [`Self::all_frames`], the innermost first.
    pub fn stack_numbers<'p>(&'p self, point: &'p Point) -> &'p [usize] {
        &point.frames
    }

    /// What the whole program allocated.
    pub fn total(&self) -> Cost {
        let mut total = Cost::default();
        for point in &self.points {
            total += point.cost;
        }
        total
    }
}

/// The message of an error whose place is told apart.
fn without_place(message: &str) -> String {
    let end = message.rfind(" at line ").unwrap_or(message.len());
    message[..end].to_owned()
}

/// The blocks of a point if they are short-lived on average: the profile has the
/// sum of their lives only.
fn short_lived(short_life: Option<u64>, point: &FilePoint) -> u64 {
    match short_life {
        Some(life) if point.tl <= life.saturating_mul(point.tbk) => point.tbk,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = r#"{"dhatFileVersion":2,"mode":"rust-heap","verb":"Allocated","bklt":true,
        "bkacc":false,"tu":"µs","Mtu":"s","tuth":10,"cmd":"prog","pid":1,"tg":5,"te":9,
        "pps":[{"tb":24,"tbk":3,"tl":7,"mb":8,"mbk":1,"gb":8,"gbk":1,"eb":0,"ebk":0,"fs":[1]}],
        "ftbl":["[root]","0x1: f (src/lib.rs:3:1)"]}"#;

    #[test]
    fn reads_what_the_dhat_crate_writes() {
        let profile = Profile::read(SMALL.as_bytes()).expect("a profile");
        assert_eq!(profile.writer, Writer::DhatCrate);
        assert_eq!(profile.total().blocks, 3);
        assert_eq!(profile.total().lifetime, 7);
        let names: Vec<_> = profile.stack(&profile.points[0]).map(Frame::name).collect();
        assert_eq!(names, ["f"]);
    }

    #[test]
    fn says_why_a_text_is_no_profile() {
        let cut = &SMALL[..SMALL.len() - 40];
        assert!(matches!(
            Profile::read(cut.as_bytes()),
            Err(Unreadable::Damaged { line: 4, .. })
        ));
        for (text, message) in [
            (
                SMALL.replace("rust-heap", "rust-ad-hoc"),
                "a profile of dhat in mode `rust-ad-hoc`, which has no heap blocks",
            ),
            (
                SMALL.replace("Version\":2", "Version\":3"),
                "not a profile of dhat: expected version 2 of the format, found 3",
            ),
            (
                SMALL.replace("\"fs\":[1]", "\"fs\":[7]"),
                "not a profile of dhat: a call stack refers to frame 7, of 2",
            ),
        ] {
            let error = Profile::read(text.as_bytes()).expect_err("no profile");
            assert_eq!(error.to_string(), message);
        }
        for text in ["{}", "[]", "3", "", "\u{0}", "{\"pps\":[]}"] {
            assert!(Profile::read(text.as_bytes()).is_err(), "{text}");
        }
    }
}
