//! Who is in the class. In: a CSV file. Out: the names of the students' folders.
//!
//! The file is UTF-8, with commas between the columns, and each line has as many as the
//! first. If a cell of the first line is `folder`, `student` or `id`, in capitals or
//! not, the first line is a header, and that column has the names; if there are
//! several, `folder` goes before `student`, and `student` before `id`. Otherwise there
//! is no header, and the first column has the names. Spaces around a cell and empty
//! lines do not count. A byte order mark and the line ends of Windows do no harm.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::{Path, PathBuf};

use csv::{ByteRecord, Position, ReaderBuilder, Trim};
use xtask::failure::Failure;

use super::name;

/// The most bytes that a roster may have.
const SIZE_LIMIT: u64 = 16 << 20;
/// The names of the column, the best first.
const COLUMNS: [&str; 3] = ["folder", "student", "id"];
/// What the first bytes of a file may be; they are not a part of its text.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Who is in the class.
#[derive(Debug, PartialEq, Eq)]
pub struct Roster {
    /// The file.
    pub file: PathBuf,
    /// In the order of the file; no name is there twice, and none is empty.
    pub names: Vec<String>,
    /// Whether the first line said which column has the names.
    pub header: Header,
}

/// Where the column's name was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Header {
    /// In the first line.
    Named,
    /// Nowhere: the first column was taken, and the first line is a student.
    Missing,
}

/// Reads a roster.
pub fn read(file: &Path) -> Result<Roster, Failure> {
    let failure = |error| {
        Failure::io("read the roster", file, &error).next("check the path after `--roster`")
    };
    let mut bytes = Vec::new();
    File::open(file)
        .and_then(|opened| opened.take(SIZE_LIMIT + 1).read_to_end(&mut bytes))
        .map_err(failure)?;
    if bytes.len() as u64 > SIZE_LIMIT {
        return Err(Failure::new(format!(
            "{} has more than {SIZE_LIMIT} bytes: expected a list of students",
            file.display()
        )));
    }
    parse(file, &bytes)
}

fn parse(file: &Path, bytes: &[u8]) -> Result<Roster, Failure> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let mut rows = rows(file, bytes)?.into_iter().peekable();
    let first = rows.peek().ok_or_else(|| {
        Failure::new(format!("{} lists no student", file.display()))
            .next("write the name of each student's folder on a line of its own")
    })?;
    let (column, header) = match named_column(file, first)? {
        Some(column) => (column, Header::Named),
        None => (0, Header::Missing),
    };
    if header == Header::Named {
        rows.next();
    }
    let mut lines: BTreeMap<String, u64> = BTreeMap::new();
    let mut names = Vec::new();
    for row in rows {
        let name = row.cells.get(column).map_or("", String::as_str);
        check(name).map_err(|what| wrong(file, row.line, &what))?;
        if let Some(earlier) = lines.insert(name.to_owned(), row.line) {
            let shown = name::shown(name.as_ref());
            let what = format!("`{shown}` is already on line {earlier}");
            return Err(wrong(file, row.line, &what).next("remove one of the two lines"));
        }
        names.push(name.to_owned());
    }
    Ok(Roster {
        file: file.to_owned(),
        names,
        header,
    })
}

/// A line that is not empty.
struct Row {
    line: u64,
    cells: Vec<String>,
}

fn rows(file: &Path, bytes: &[u8]) -> Result<Vec<Row>, Failure> {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(bytes);
    let mut rows: Vec<Row> = Vec::new();
    let mut record = ByteRecord::new();
    let mut lines = Lines {
        text: bytes,
        at: 0,
        line: 1,
    };
    loop {
        let start = offset(reader.position());
        let more = reader
            .read_byte_record(&mut record)
            .map_err(|error| Failure::new(format!("{}: {error}", file.display())))?;
        if !more {
            return Ok(rows);
        }
        let line = lines.of_record(start);
        check_quotes(bytes, start..offset(reader.position()))
            .map_err(|what| wrong(file, line, &what).next("close the quotation mark"))?;
        let cells = cells(&record).map_err(|what| {
            wrong(file, line, &what).next("save the roster as `CSV UTF-8` and try again")
        })?;
        if cells.iter().all(String::is_empty) {
            continue;
        }
        let width = rows.first().map_or(cells.len(), |first| first.cells.len());
        if cells.len() != width {
            let what = format!(
                "expected {width} columns as on the first line, found {}",
                cells.len()
            );
            return Err(wrong(file, line, &what).next("add or remove commas"));
        }
        rows.push(Row { line, cells });
    }
}

/// The lines of a text, asked for in order. The reader's own count does not include the
/// empty lines before a record.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line, from 1, of the record that begins at `start` or after empty lines there.
    fn of_record(&mut self, start: usize) -> u64 {
        let rest = self.text.get(start..).unwrap_or_default();
        let empty = rest
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'))
            .count();
        let passed = self.text.get(self.at..start + empty).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at = start + empty;
        self.line
    }
}

fn offset(position: &Position) -> usize {
    usize::try_from(position.byte()).unwrap_or(usize::MAX)
}

/// A quotation mark that is not closed would swallow the lines after it.
fn check_quotes(bytes: &[u8], record: Range<usize>) -> Result<(), String> {
    let marks = bytes.get(record).unwrap_or_default();
    match marks.iter().filter(|byte| **byte == b'"').count() % 2 {
        0 => Ok(()),
        _ => Err("a quotation mark is open at the end".to_owned()),
    }
}

fn cells(record: &ByteRecord) -> Result<Vec<String>, String> {
    let text = |cell: &[u8]| std::str::from_utf8(cell).map(str::to_owned);
    record
        .iter()
        .map(text)
        .collect::<Result<_, _>>()
        .map_err(|_| "the text is not valid UTF-8".to_owned())
}

/// The column that the first line names; none if it names none.
fn named_column(file: &Path, first: &Row) -> Result<Option<usize>, Failure> {
    let lower: Vec<String> = first.cells.iter().map(|cell| cell.to_lowercase()).collect();
    for name in COLUMNS {
        let mut places = (0..lower.len()).filter(|place| lower[*place] == name);
        let Some(place) = places.next() else { continue };
        if places.next().is_some() {
            let what = format!("two columns are called `{name}`");
            return Err(wrong(file, first.line, &what).next("rename one of them"));
        }
        return Ok(Some(place));
    }
    let separator =
        |sign| move |cell: &String| cell.split(sign).any(|c| COLUMNS.contains(&c.trim()));
    if lower.iter().any(separator(';')) || lower.iter().any(separator('\t')) {
        let what = "expected commas between the columns";
        return Err(wrong(file, first.line, what).next("save the roster with commas"));
    }
    Ok(None)
}

/// Whether a folder below SUBMISSIONS can be called so.
fn check(name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err("the name of the folder is empty".to_owned());
    }
    let shown = name::shown(name.as_ref());
    if name.starts_with('.') {
        return Err(format!(
            "`{shown}` is the name of a hidden folder: those are not graded"
        ));
    }
    if name.contains(['/', '\0']) {
        return Err(format!("expected the name of one folder, found `{shown}`"));
    }
    Ok(())
}

fn wrong(file: &Path, line: u64, what: &str) -> Failure {
    Failure::new(format!("{}:{line}: {what}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_names() {
        let cases: [(&str, &[&str], Header); 12] = [
            ("anna\nbob\n", &["anna", "bob"], Header::Missing),
            ("anna,1\nbob,2", &["anna", "bob"], Header::Missing),
            ("\u{feff}anna\r\nbob\r\n", &["anna", "bob"], Header::Missing),
            ("\u{feff}Student\r\nbob\r\n", &["bob"], Header::Named),
            ("name,id\nAnna,17\nBob,18\n", &["17", "18"], Header::Named),
            ("id,FOLDER,student\n1,a,Anna\n", &["a"], Header::Named),
            ("id,student\n1,Anna\n", &["Anna"], Header::Named),
            (
                "\n \nstudent,x\n\n,\nanna,1\n , \n",
                &["anna"],
                Header::Named,
            ),
            (
                "student\n\"b, a\"\n\" c \"\n",
                &["b, a", "c"],
                Header::Named,
            ),
            (
                "student,note\nanna,\"two\nlines\"\nbob,\n",
                &["anna", "bob"],
                Header::Named,
            ),
            (
                "student\nsaid \"so\"\n=cmd\n",
                &["said \"so\"", "=cmd"],
                Header::Named,
            ),
            ("student\n", &[], Header::Named),
        ];
        for (text, names, header) in cases {
            let roster = parse(Path::new("r.csv"), text.as_bytes())
                .unwrap_or_else(|failure| panic!("{text:?}: {failure}"));
            assert_eq!(roster.names, names, "{text:?}");
            assert_eq!(roster.header, header, "{text:?}");
        }
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        let cases: [(&[u8], &str); 13] = [
            (b"", "r.csv lists no student"),
            (b"\n \n", "r.csv lists no student"),
            (b"anna\nbob\nanna\n", "r.csv:3: `anna` is already on line 1"),
            (
                b"student,x\n\nanna,1\n anna ,2\n",
                "r.csv:4: `anna` is already on line 3",
            ),
            (b"id,ID\n1,2\n", "r.csv:1: two columns are called `id`"),
            (
                b"student;id\nanna;1\n",
                "r.csv:1: expected commas between the columns",
            ),
            (
                b"student\tid\nanna\t1\n",
                "r.csv:1: expected commas between the columns",
            ),
            (
                b"a,1\nb\n",
                "r.csv:2: expected 2 columns as on the first line, found 1",
            ),
            (
                b"student,x\nanna,1\n,2\n",
                "r.csv:3: the name of the folder is empty",
            ),
            (b"anna\ncaf\xe9\n", "r.csv:2: the text is not valid UTF-8"),
            (
                b"a,1\nb,\"2\nc,3\n",
                "r.csv:2: a quotation mark is open at the end",
            ),
            (
                b"a\n../b\n",
                "r.csv:2: `../b` is the name of a hidden folder: those are not graded",
            ),
            (
                b"a\nb/c\n",
                "r.csv:2: expected the name of one folder, found `b/c`",
            ),
        ];
        for (text, expected) in cases {
            let failure = parse(Path::new("r.csv"), text).expect_err(expected);
            let message = failure.to_string();
            assert_eq!(message.lines().next(), Some(expected), "{expected}");
        }
    }

    #[test]
    fn a_roster_that_is_missing_is_named() {
        let folder = tempfile::tempdir().expect("a scratch folder");
        for file in [folder.path().join("absent.csv"), folder.path().to_owned()] {
            let message = read(&file).expect_err("no roster").to_string();
            let beginning = format!("could not read the roster {}", file.display());
            assert!(message.starts_with(&beginning), "{message}");
        }
    }
}
