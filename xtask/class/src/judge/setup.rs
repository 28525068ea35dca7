//! What all submissions are judged with. In: the workbook, the rules and a seed. Out: the
//! compiler, the libraries, and what the references cost.

use std::sync::Arc;

use xtask::bar::{Bar, Show};
use xtask::failure::Failure;
use xtask::session::Session;

use crate::compile::Compiler;
use crate::compile::toolchain::Toolchain;
use crate::judge::reference::References;
use crate::policy::Policy;

/// What all submissions are judged with.
#[derive(Clone, Debug)]
pub struct Setup {
    /// How files are compiled.
    pub toolchain: Arc<Toolchain>,
    /// What the references answer and cost.
    pub references: Arc<References>,
    /// The limits and layers.
    pub policy: Policy,
    /// What the inputs are made from.
    pub seed: u64,
}

impl Setup {
    /// Builds what is not there yet, and weighs the references.
    pub fn prepare(session: &Session, policy: Policy, seed: u64) -> Result<Self, Failure> {
        let workbook = &session.workbook;
        let bar = Bar::new(Show::OnTerminal);
        let toolchain = Toolchain::prepare(workbook, &session.target, &bar)?;
        drop(bar);
        let references = References::weigh(workbook, &toolchain, seed, &policy)?;
        Ok(Setup {
            toolchain: Arc::new(toolchain),
            references: Arc::new(references),
            policy,
            seed,
        })
    }

    /// How files are compiled.
    pub fn compiler(&self) -> Compiler<'_> {
        Compiler {
            toolchain: &self.toolchain,
            policy: &self.policy,
        }
    }
}
