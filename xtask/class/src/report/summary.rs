//! What the reports on a class as a whole are made from. In: one student's sheet after
//! the other. Out: a table of cells, and what is common, identical, or to look at.
//!
//! Counts, receipts and compilers' messages stay in the records. So the memory that a
//! report needs hardly depends on the size of the class.

use crate::ledger::record::Flag;
use crate::report::cell::Cell;
use crate::report::class::Class;
use crate::report::distribution::Distribution;
use crate::report::names::Student;
use crate::report::patterns::{Findings, Sources};
use crate::report::proofs::Proofs;
use crate::report::sheet::{Sheet, Standing};
use crate::report::text;

/// A class as a whole.
pub struct Summary<'a> {
    /// The class.
    pub class: &'a Class,
    /// In the order of the class, each once.
    pub rows: Vec<Row<'a>>,
    /// By exercise, then by part.
    pub distributions: Vec<Vec<Distribution>>,
    /// What was found in the students' code.
    pub findings: Findings,
    /// Who sent which bytes.
    pub sources: Sources,
    /// What a person should look at.
    pub flags: Vec<At<Flag>>,
    /// What the grader could not judge, and why, as pages show it.
    pub broken: Vec<At<String>>,
    /// How it was graded.
    pub proofs: Proofs,
}

/// One student.
pub struct Row<'a> {
    /// Who it is.
    pub student: &'a Student,
    /// One for each exercise.
    pub cells: Vec<Cell>,
    /// How many flags each exercise has.
    pub flags: Vec<usize>,
}

/// Something that belongs to one student's exercise.
pub struct At<T> {
    /// The number of the row.
    pub row: usize,
    /// The number of the exercise.
    pub exercise: usize,
    /// What it is.
    pub what: T,
}

impl<'a> Summary<'a> {
    /// A class of nobody.
    pub fn new(class: &'a Class) -> Self {
        let of_parts = |parts: usize| (0..parts).map(|_| Distribution::default()).collect();
        let exercises = class.exercises.iter();
        Summary {
            class,
            rows: Vec::new(),
            distributions: exercises.map(|e| of_parts(e.parts.len())).collect(),
            findings: Findings::default(),
            sources: Sources::new(class.exercises.len()),
            flags: Vec::new(),
            broken: Vec::new(),
            proofs: Proofs::new(class.exercises.len()),
        }
    }

    /// Adds the next student.
    pub fn add(&mut self, sheet: &Sheet<'a>) {
        let row = self.rows.len();
        let mut cells = Vec::new();
        let mut flags = Vec::new();
        for (exercise, (info, record)) in sheet.each().enumerate() {
            let standing = Standing::of(record, info);
            for (part, distribution) in self.distributions[exercise].iter_mut().enumerate() {
                distribution.add(&standing, part);
            }
            if let Standing::Broken { message } = standing {
                self.broken.push(At {
                    row,
                    exercise,
                    what: text::message(message),
                });
            }
            cells.push(standing.cell());
            flags.push(record.map_or(0, |record| record.flags.len()));
            let Some(record) = record else { continue };
            self.flags.extend(record.flags.iter().map(|flag| At {
                row,
                exercise,
                what: flag.clone(),
            }));
            self.sources.add(row, exercise, &record.proof);
            self.proofs.add(exercise, &record.proof);
        }
        self.findings.add(sheet);
        self.rows.push(Row {
            student: sheet.student,
            cells,
            flags,
        });
    }

    /// The most points that anyone can have.
    pub fn maximum(&self) -> usize {
        self.class.maximum()
    }

    /// All cells of the table.
    pub fn cells(&self) -> impl Iterator<Item = &Cell> {
        self.rows.iter().flat_map(|row| &row.cells)
    }
}

impl Row<'_> {
    /// The points over all exercises; none while one of them is open.
    pub fn total(&self) -> Option<usize> {
        self.cells.iter().map(Cell::points).sum()
    }

    /// How many exercises are broken or not graded.
    pub fn open(&self) -> usize {
        let open = |cell: &&Cell| cell.points().is_none();
        self.cells.iter().filter(open).count()
    }
}
