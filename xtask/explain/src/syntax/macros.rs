//! What stands between the parentheses of macros. In: a file. Out: the expressions in
//! them, as far as they are expressions.
//!
//! To the compiler's grammar a macro's arguments are tokens. Those of `format!`, `assert!`
//! or `vec!` are expressions all the same, and calls in them allocate as others do.

use std::collections::HashMap;

use proc_macro2::Span;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Expr, Macro, Token};

/// The expressions in all macros of a file, by where the macro begins.
#[derive(Default)]
pub(super) struct Macros {
    arguments: HashMap<(usize, usize), Vec<Expr>>,
}

/// The key of a macro.
fn begin(span: Span) -> (usize, usize) {
    let start = span.start();
    (start.line, start.column)
}

impl Macros {
    pub(super) fn of(file: &syn::File) -> Self {
        let mut found = Found::default();
        found.visit_file(file);
        let mut macros = Macros::default();
        // What is found in one may have others in it.
        while let Some((at, arguments)) = found.macros.pop() {
            arguments.iter().for_each(|expr| found.visit_expr(expr));
            macros.arguments.insert(at, arguments);
        }
        macros
    }

    /// What stands in a macro.
    pub(super) fn arguments(&self, of: &Macro) -> &[Expr] {
        let known = self.arguments.get(&begin(of.path.span()));
        known.map_or(&[], Vec::as_slice)
    }
}

#[derive(Default)]
struct Found {
    macros: Vec<((usize, usize), Vec<Expr>)>,
}

impl<'ast> Visit<'ast> for Found {
    fn visit_macro(&mut self, found: &'ast Macro) {
        let arguments = arguments(found);
        self.macros.push((begin(found.path.span()), arguments));
        visit::visit_macro(self, found);
    }
}

/// `a, b`, `a; n`, or nothing where it is neither.
fn arguments(of: &Macro) -> Vec<Expr> {
    let tokens = || of.tokens.clone();
    let list = Punctuated::<Expr, Token![,]>::parse_terminated;
    let repeated = Punctuated::<Expr, Token![;]>::parse_terminated;
    let parsed = list
        .parse2(tokens())
        .map(|list| list.into_iter().collect())
        .or_else(|_| {
            repeated
                .parse2(tokens())
                .map(|two| two.into_iter().collect())
        });
    parsed.unwrap_or_default()
}
