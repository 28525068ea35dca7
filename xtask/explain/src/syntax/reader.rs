//! From syntax to calls. In: a file, and what is in its macros. Out: its calls, each with
//! the shapes that what stands around it shows, and its functions.

use std::sync::Arc;

use proc_macro2::Span;
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{BinOp, Block, Expr, Local, Macro, Pat, Signature, Stmt};

use super::call::{Call, Function, Place};
use super::macros::Macros;
use super::tokens::Code;
use crate::shape::Shape;

/// Reads all calls of a file, in the order of the text, and its functions.
pub(super) fn read<'f>(
    file: &'f syn::File,
    macros: &'f Macros,
    text: &str,
) -> (Vec<Call>, Vec<Function>) {
    let mut reader = Reader {
        macros,
        lines: text.lines().collect(),
        around: Vec::new(),
        inside: Vec::new(),
        calls: Vec::new(),
        functions: Vec::new(),
    };
    reader.visit_file(file);
    let Reader {
        mut calls,
        functions,
        ..
    } = reader;
    calls.sort_by_key(|call| call.place);
    (calls, functions)
}

/// What stands around an expression, from the outside in.
#[derive(Clone, Debug)]
enum Around {
    /// A function begins.
    Function,
    /// A closure begins.
    Closure,
    /// One of several statements.
    Statement { all: Arc<[Statement]>, at: usize },
    /// `let name = …`.
    Let {
        name: Option<String>,
        is_mutable: bool,
    },
    /// It runs only if something is as it should be.
    Branch(Arc<Code>),
    /// It runs again and again.
    Loop,
    /// `name = …`; none where more than a name stands there.
    Assigned(Option<String>),
    /// `text += …`.
    Added,
    /// It is handed to a function of this name.
    Argument(String),
    /// It stands between the parentheses of a macro of this name.
    Macro(String),
    /// A method is called on it.
    Receiver,
    /// It is a part of another expression.
    Part,
}

/// A statement, and what others ask of it.
#[derive(Clone, Debug)]
struct Statement {
    code: Arc<Code>,
    /// Something is looked at there.
    looks: bool,
    /// It may be the last one that is run.
    is_way_out: bool,
    has_debug_assert: bool,
}

impl Statement {
    fn of(statement: &Stmt) -> Self {
        let code = Code::of(statement.to_token_stream());
        let mut tokens = code.tokens().iter();
        Statement {
            looks: looks(&code),
            is_way_out: is_way_out(&code),
            has_debug_assert: tokens.any(|token| token.starts_with("debug_assert")),
            code: Arc::new(code),
        }
    }
}

struct Reader<'f, 't> {
    macros: &'f Macros,
    lines: Vec<&'t str>,
    around: Vec<Around>,
    /// The numbers of the functions that are being read.
    inside: Vec<usize>,
    calls: Vec<Call>,
    functions: Vec<Function>,
}

/// What a call is made of.
struct Found<'f> {
    place: Place,
    start: Place,
    name: String,
    receiver: Option<&'f Expr>,
    arguments: Vec<&'f Expr>,
}

impl<'f> Reader<'f, '_> {
    fn within(&mut self, around: Around, read: impl FnOnce(&mut Self)) {
        // A part of a part is a part: a long chain of them is gone through by each call.
        let is_more_of_it = matches!(
            (self.around.last(), &around),
            (Some(Around::Receiver), Around::Receiver)
                | (Some(Around::Part), Around::Part)
                | (Some(Around::Closure), Around::Closure)
        );
        if is_more_of_it {
            return read(self);
        }
        self.around.push(around);
        read(self);
        self.around.pop();
    }

    fn part(&mut self, expr: &'f Expr) {
        self.within(Around::Part, |reader| reader.visit_expr(expr));
    }

    fn function(&mut self, signature: &Signature, span: Span, body: Option<&'f Block>) {
        let Some(body) = body else { return };
        let line = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        self.inside.push(self.functions.len());
        self.functions.push(Function {
            name: signature.ident.to_string(),
            first: line(span.start().line),
            last: line(span.end().line),
        });
        self.within(Around::Function, |reader| reader.visit_block(body));
        self.inside.pop();
    }

    /// Compilers count bytes, from 1.
    fn place(&self, span: Span) -> Place {
        let start = span.start();
        let line = self.lines.get(start.line.wrapping_sub(1)).unwrap_or(&"");
        let bytes: usize = match line.len() {
            // In so long a line nobody looks for a call, and it would be read for each.
            length if length > LONGEST_LINE => start.column,
            _ => line.chars().take(start.column).map(char::len_utf8).sum(),
        };
        Place {
            line: u32::try_from(start.line).unwrap_or(u32::MAX),
            column: u32::try_from(bytes + 1).unwrap_or(u32::MAX),
        }
    }

    fn found(&mut self, found: Found<'f>) {
        let statement = self.around.iter().rev().find_map(|around| match around {
            Around::Statement { all, at } => all.get(*at).map(|it| it.code.clone()),
            _ => None,
        });
        let bound = self.around_in_function().find_map(|around| match around {
            Around::Let { name, .. } => Some(name.clone()),
            Around::Closure => Some(None),
            _ => None,
        });
        self.calls.push(Call {
            place: found.place,
            start: found.start,
            shapes: self.shapes(&found),
            receiver: found.receiver.and_then(variable),
            bound: bound.flatten(),
            function: self.inside.last().copied(),
            statement: statement.unwrap_or_default(),
            name: found.name,
        });
    }

    /// What stands around, from the inside out, to the function or the file.
    fn around_in_function(&self) -> impl Iterator<Item = &Around> {
        let outwards = self.around.iter().rev();
        outwards.take_while(|around| !matches!(around, Around::Function))
    }

    fn shapes(&self, found: &Found<'_>) -> Vec<Shape> {
        let all = [
            (Shape::AddedText, found.name == "format!" && self.is_added()),
            (
                Shape::ArgumentText,
                found.name == "format!" && self.is_argument(),
            ),
            (Shape::CopyToChange, self.is_to_change()),
            (Shape::PartOfItself, self.replaces_its_source(found)),
            (Shape::EntryKey, self.is_argument_of("entry")),
            (Shape::DebugAssertOnly, self.is_for_debug_assert()),
            (Shape::Asserted, self.is_asserted()),
            (Shape::Looked, self.has_looked()),
            (Shape::NewBuffer, self.buffer(found) == Some(Buffer::New)),
            (
                Shape::GivenAway,
                self.buffer(found) == Some(Buffer::GivenAway),
            ),
            (Shape::SharedCopy, self.is_shared_copy(found)),
        ];
        let fits = all.into_iter().filter(|(_, fits)| *fits);
        fits.map(|(shape, _)| shape).collect()
    }

    fn is_added(&self) -> bool {
        match self.around.last() {
            Some(Around::Added) => true,
            Some(Around::Argument(name)) => name == "push_str",
            _ => false,
        }
    }

    fn is_argument(&self) -> bool {
        let Some(Around::Argument(name)) = self.around.last() else {
            return false;
        };
        let own = name.rsplit("::").next().unwrap_or(name);
        // A name with a capital letter makes a value, which keeps the text.
        own.starts_with(|c: char| c.is_lowercase() || c == '_')
            && !KEEPERS.contains(&own)
            && !name.starts_with("String::")
    }

    fn is_argument_of(&self, wanted: &str) -> bool {
        let until =
            |around: &&Around| !matches!(around, Around::Closure | Around::Statement { .. });
        self.around_in_function()
            .take_while(until)
            .any(|around| matches!(around, Around::Argument(name) if name == wanted))
    }

    fn is_to_change(&self) -> bool {
        let last = self.around.last();
        matches!(
            last,
            Some(Around::Let {
                is_mutable: true,
                ..
            })
        )
    }

    /// `path = path[2..].to_string();`, `*text = text.trim().to_string();`,
    /// `path = path.replace(a, b).into();`
    fn replaces_its_source(&self, found: &Found<'_>) -> bool {
        let is_chain = |around: &&Around| match around {
            Around::Receiver => true,
            // `Cow::Owned(…)`, `Some(…)`: a value with the text in it.
            Around::Argument(name) => {
                let own = name.rsplit("::").next().unwrap_or(name);
                own.starts_with(char::is_uppercase)
            }
            _ => false,
        };
        let assigned = self.around.iter().rev().find(|around| !is_chain(around));
        let Some(Around::Assigned(Some(left))) = assigned else {
            return false;
        };
        let source = found.receiver.or(found.arguments.first().copied());
        source.and_then(root).is_some_and(|root| root == *left)
    }

    fn is_asserted(&self) -> bool {
        self.around_in_function().any(|around| match around {
            Around::Macro(name) => ASSERTIONS.contains(&name.as_str()),
            _ => false,
        })
    }

    fn is_for_debug_assert(&self) -> bool {
        let mut name = None;
        for around in self.around_in_function() {
            match around {
                Around::Closure => return false,
                Around::Let {
                    name: Some(let_name),
                    ..
                } if name.is_none() => {
                    name = Some(let_name.as_str());
                }
                Around::Statement { all, at } => {
                    return name.is_some_and(|name| only_debug_asserts(&all[at + 1..], name));
                }
                _ => {}
            }
        }
        false
    }

    /// Whether somebody looked at something before this is done: it is in a branch, or
    /// behind a way out.
    fn has_looked(&self) -> bool {
        self.around_in_function().any(|around| match around {
            Around::Branch(condition) => looks(condition),
            Around::Statement { all, at } => {
                let before = &all[..*at];
                before.iter().any(|it| it.is_way_out) && before.iter().any(|it| it.looks)
            }
            _ => false,
        })
    }

    /// What becomes of the buffer that something is read into.
    fn buffer(&self, found: &Found<'_>) -> Option<Buffer> {
        if !matches!(found.name.as_str(), "read_line" | "read_until") {
            return None;
        }
        let name = found.arguments.last().and_then(|it| variable(it))?;
        let mut loops = 0;
        for around in self.around_in_function() {
            match around {
                Around::Loop => loops += 1,
                Around::Closure => return None,
                Around::Statement { all, at } => {
                    if !all[..*at].iter().any(|before| binds(&before.code, &name)) {
                        continue;
                    }
                    return match loops {
                        0 => Some(Buffer::New),
                        _ => gives_away(&all[*at].code, &name).then_some(Buffer::GivenAway),
                    };
                }
                _ => {}
            }
        }
        None
    }

    /// `Rc::new(config.clone())`: of the pointer, and of the copy.
    fn is_shared_copy(&self, found: &Found<'_>) -> bool {
        if SHARING.contains(&found.name.as_str()) {
            let copies =
                |it: &&Expr| matches!(it, Expr::MethodCall(call) if call.method == "clone");
            return found.arguments.first().is_some_and(copies);
        }
        let within = self.around.last();
        found.name == "clone"
            && matches!(within, Some(Around::Argument(name)) if SHARING.contains(&name.as_str()))
    }
}

/// What becomes of a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Buffer {
    /// It is made for each line.
    New,
    /// It is made once, and its block is given away with each line.
    GivenAway,
}

/// A longer line, in bytes, was not written by a person.
const LONGEST_LINE: usize = 1 << 12;

/// Functions that keep what they are given.
const KEEPERS: [&str; 8] = [
    "push",
    "push_back",
    "push_front",
    "insert",
    "entry",
    "extend",
    "send",
    "replace",
];

/// Macros that check in every build.
const ASSERTIONS: [&str; 3] = ["assert!", "assert_eq!", "assert_ne!"];

/// What puts a value where several can own it, or one.
const SHARING: [&str; 3] = ["Rc::new", "Arc::new", "Box::new"];

/// Methods that look at a text or a list.
const LOOKING: [&str; 21] = [
    "contains",
    "find",
    "rfind",
    "find_map",
    "position",
    "any",
    "all",
    "starts_with",
    "ends_with",
    "matches",
    "match_indices",
    "is_match",
    "bytes",
    "chars",
    "windows",
    "strip_prefix",
    "strip_suffix",
    "get",
    "get_mut",
    "contains_key",
    "binary_search",
];

fn looks(code: &Code) -> bool {
    let called = |pair: &[String]| pair[0] == "." && LOOKING.contains(&pair[1].as_str());
    code.tokens().windows(2).any(called)
}

/// `if … { return …; }`, `let … else { return …; }`.
fn is_way_out(statement: &Code) -> bool {
    let tokens = statement.tokens();
    let has = |word: &str| tokens.iter().any(|token| token == word);
    let begins = tokens.first().is_some_and(|it| it == "if") || has("else");
    begins && (has("return") || has("continue") || has("break"))
}

/// `let mut name = …`.
fn binds(statement: &Code, name: &str) -> bool {
    let words = statement.tokens().iter().map(String::as_str);
    let mut words = words.filter(|word| *word != "mut");
    words.next() == Some("let") && words.next() == Some(name)
}

/// `mem::take(&mut name)`, `name = String::new()`.
fn gives_away(code: &Code, name: &str) -> bool {
    let patterns = [
        format!("take(&mut {name})"),
        format!("replace(&mut {name}, _)"),
        format!("{name} = String::new()"),
        format!("{name} = String::with_capacity(_)"),
    ];
    let mut patterns = patterns.iter().filter_map(|text| Code::parse(text));
    patterns.any(|pattern| code.has(&pattern))
}

/// Whether these statements read a name, and only within `debug_assert!`.
fn only_debug_asserts(statements: &[Statement], name: &str) -> bool {
    if !statements.iter().any(|it| it.has_debug_assert) {
        return false;
    }
    let mut is_asserted = false;
    for statement in statements {
        let mut inside = 0_u32;
        let tokens = statement.code.tokens();
        for (at, token) in tokens.iter().enumerate() {
            let opens = matches!(token.as_str(), "(" | "[" | "{");
            let closes = matches!(token.as_str(), ")" | "]" | "}");
            let begins =
                at > 1 && tokens[at - 1] == "!" && tokens[at - 2].starts_with("debug_assert");
            match inside {
                0 if opens && begins => inside = 1,
                0 => {}
                _ if opens => inside += 1,
                _ if closes => inside -= 1,
                _ => {}
            }
            let shown = || token.starts_with('"') && token.contains(&format!("{{{name}"));
            if token == name || shown() {
                if inside == 0 {
                    return false;
                }
                is_asserted = true;
            }
        }
    }
    is_asserted
}

/// The variable or field that an expression is: `line`, `self.entries`.
fn variable(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Path(path) => Some(path.path.get_ident()?.to_string()),
        Expr::Field(field) => {
            let of = variable(&field.base)?;
            Some(format!("{of}.{}", field.member.to_token_stream()))
        }
        Expr::Reference(reference) => variable(&reference.expr),
        Expr::Paren(paren) => variable(&paren.expr),
        Expr::Unary(unary) => variable(&unary.expr),
        _ => None,
    }
}

/// Where an expression begins. In a long chain, no part is gone through twice.
fn beginning(expr: &Expr) -> Span {
    let mut first = expr;
    loop {
        first = match first {
            Expr::MethodCall(call) => &call.receiver,
            Expr::Field(field) => &field.base,
            Expr::Index(index) => &index.expr,
            Expr::Try(it) => &it.expr,
            Expr::Call(call) => &call.func,
            other => return other.span(),
        };
    }
}

/// The variable that an expression is a part of, or begins with.
fn root(expr: &Expr) -> Option<String> {
    match expr {
        Expr::MethodCall(call) => root(&call.receiver),
        Expr::Index(index) => root(&index.expr),
        Expr::Reference(reference) => root(&reference.expr),
        Expr::Paren(paren) => root(&paren.expr),
        Expr::Try(it) => root(&it.expr),
        other => variable(other),
    }
}

/// `Rc::new` of a path: its last two parts.
fn path_name(path: &syn::Path) -> String {
    let names: Vec<String> = path
        .segments
        .iter()
        .map(|it| it.ident.to_string())
        .collect();
    names[names.len().saturating_sub(2)..].join("::")
}

impl<'f> Visit<'f> for Reader<'f, '_> {
    fn visit_item_fn(&mut self, item: &'f syn::ItemFn) {
        self.function(&item.sig, item.span(), Some(&item.block));
    }

    fn visit_impl_item_fn(&mut self, item: &'f syn::ImplItemFn) {
        self.function(&item.sig, item.span(), Some(&item.block));
    }

    fn visit_trait_item_fn(&mut self, item: &'f syn::TraitItemFn) {
        self.function(&item.sig, item.span(), item.default.as_ref());
    }

    fn visit_block(&mut self, block: &'f Block) {
        let all: Arc<[Statement]> = block.stmts.iter().map(Statement::of).collect();
        for (at, statement) in block.stmts.iter().enumerate() {
            let all = all.clone();
            self.within(Around::Statement { all, at }, |reader| {
                reader.visit_stmt(statement)
            });
        }
    }

    fn visit_stmt(&mut self, statement: &'f Stmt) {
        match statement {
            Stmt::Local(local) => self.visit_local(local),
            other => visit::visit_stmt(self, other),
        }
    }

    fn visit_local(&mut self, local: &'f Local) {
        let Some(init) = &local.init else { return };
        let pattern = match &local.pat {
            Pat::Type(typed) => &*typed.pat,
            other => other,
        };
        let (name, is_mutable) = match pattern {
            Pat::Ident(ident) => (Some(ident.ident.to_string()), ident.mutability.is_some()),
            _ => (None, false),
        };
        self.within(Around::Let { name, is_mutable }, |reader| {
            reader.visit_expr(&init.expr)
        });
        if let Some((_, diverge)) = &init.diverge {
            self.part(diverge);
        }
    }

    fn visit_macro(&mut self, of: &'f Macro) {
        let name = format!("{}!", path_name(&of.path));
        let place = self.place(of.path.span());
        let arguments = self.macros.arguments(of);
        self.found(Found {
            place,
            start: place,
            name: name.clone(),
            receiver: None,
            arguments: arguments.iter().collect(),
        });
        self.within(Around::Macro(name), |reader| {
            arguments.iter().for_each(|expr| reader.visit_expr(expr));
        });
    }

    fn visit_expr(&mut self, expr: &'f Expr) {
        match expr {
            Expr::MethodCall(call) => {
                let name = call.method.to_string();
                self.found(Found {
                    place: self.place(call.method.span()),
                    start: self.place(beginning(&call.receiver)),
                    name: name.clone(),
                    receiver: Some(&call.receiver),
                    arguments: call.args.iter().collect(),
                });
                self.within(Around::Receiver, |reader| reader.visit_expr(&call.receiver));
                for argument in &call.args {
                    let around = Around::Argument(name.clone());
                    self.within(around, |reader| reader.visit_expr(argument));
                }
            }
            Expr::Call(call) => {
                let name = match &*call.func {
                    Expr::Path(path) => path_name(&path.path),
                    other => {
                        self.part(other);
                        String::new()
                    }
                };
                let place = self.place(beginning(&call.func));
                self.found(Found {
                    place,
                    start: place,
                    name: name.clone(),
                    receiver: None,
                    arguments: call.args.iter().collect(),
                });
                for argument in &call.args {
                    let around = Around::Argument(name.clone());
                    self.within(around, |reader| reader.visit_expr(argument));
                }
            }
            Expr::Macro(it) => self.visit_macro(&it.mac),
            Expr::Closure(closure) => {
                self.within(Around::Closure, |reader| reader.visit_expr(&closure.body));
            }
            Expr::If(it) => {
                self.part(&it.cond);
                let condition = Arc::new(Code::of(it.cond.to_token_stream()));
                self.within(Around::Branch(condition), |reader| {
                    reader.visit_block(&it.then_branch);
                    if let Some((_, other)) = &it.else_branch {
                        reader.part(other);
                    }
                });
            }
            Expr::While(it) => self.within(Around::Loop, |reader| {
                reader.part(&it.cond);
                let condition = Arc::new(Code::of(it.cond.to_token_stream()));
                reader.within(Around::Branch(condition), |reader| {
                    reader.visit_block(&it.body)
                });
            }),
            Expr::ForLoop(it) => {
                self.part(&it.expr);
                self.within(Around::Loop, |reader| reader.visit_block(&it.body));
            }
            Expr::Loop(it) => {
                self.within(Around::Loop, |reader| reader.visit_block(&it.body));
            }
            Expr::Match(it) => {
                self.part(&it.expr);
                let condition = Arc::new(Code::of(it.expr.to_token_stream()));
                self.within(Around::Branch(condition), |reader| {
                    it.arms.iter().for_each(|arm| reader.visit_arm(arm));
                });
            }
            Expr::Assign(it) => {
                self.part(&it.left);
                let left = Around::Assigned(variable(&it.left));
                self.within(left, |reader| reader.visit_expr(&it.right));
            }
            Expr::Binary(it) if matches!(it.op, BinOp::AddAssign(_)) => {
                self.part(&it.left);
                self.within(Around::Added, |reader| reader.visit_expr(&it.right));
            }
            Expr::Reference(_) | Expr::Paren(_) | Expr::Try(_) | Expr::Group(_) => {
                visit::visit_expr(self, expr);
            }
            other => self.within(Around::Part, |reader| visit::visit_expr(reader, other)),
        }
    }
}
