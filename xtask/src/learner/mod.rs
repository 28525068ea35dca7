//! The learner. In: what they did so far, from `.workbook/`. Out: where they stand, what
//! changed since, and how well they predict.

pub mod compare;
pub mod event;
pub mod file;
pub mod guess;
pub mod history;
pub mod question;
pub mod score;
pub mod standing;
pub mod starter;
