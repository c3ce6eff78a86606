/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The amounts of a dotation's chain as a reader of each medium sees them: the window, the PDF's
 * text, the workbook as LibreOffice calculates it. What cannot be read ends the demo. */
#pragma once

#include "shared/portail-dotation-chain.h"
#include "tests/demo/portail-demo-desk.h"

/* Figures that are no money stay zero. */
typedef struct
{
  PortailMoney money[PORTAIL_N_FIGURES];
} PortailDemoProof;

/* The figures beside the rows, as they show now. */
void portail_demo_proof_read_window (PortailDemoProof *proof, PortailDemoDesk *desk);
/* Also: `qpdf --check` has nothing to say. */
void portail_demo_proof_read_pdf (PortailDemoProof *proof, const char *path);
/* Nothing that the file says about results counts. Works in folder @state. */
void
portail_demo_proof_read_workbook (PortailDemoProof *proof, const char *path, const char *state);
/* A file that another process reads. */
void portail_demo_proof_save (const PortailDemoProof *proof, const char *path);
void portail_demo_proof_load (PortailDemoProof *proof, const char *path);
/* Fails with the first figure that differs; @what names the second one. */
void portail_demo_proof_compare (const PortailDemoProof *expected,
                                 const PortailDemoProof *found,
                                 const char *what);
