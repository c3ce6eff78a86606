/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a company's dashboard (domain.md §7): a week beside the one before, the twelve
 * weeks up to it, who earns most, and what waits for somebody.
 *
 * 1. What comes in are plain values that the server has from its tables and a client from its
 *    cache; nothing is looked up here.
 * 2. A refused sheet gives no figure: it is one of the things that wait.
 * 3. Each figure names the sheet that it comes from and how fresh that is.
 * 4. Pure; any thread. */
#pragma once

#include "shared/portail-blanchiment-risk.h"
#include "shared/portail-dotation-chain.h"
#include "shared/portail-due-date.h"
#include "shared/records/portail-blanchiment-operation.h"
#include "shared/records/portail-dotation.h"
#include "shared/records/portail-tax-declaration.h"

#define PORTAIL_DASHBOARD_WEEKS     12
#define PORTAIL_DASHBOARD_MAX_NAMES 10

/* All texts in the four kinds of input are borrowed. */
typedef struct
{
  const char *id;
  PortailWeek period;
  PortailDotationStatus status;
  gint64 rev;
  PortailTimestamp updated_at;
  guint n_rows;
  gint64 values[PORTAIL_N_FIGURES]; /* cents, basis points or numbers, by PortailFigureId */
} PortailDashboardSheet;

/* What one person made in one week. */
typedef struct
{
  PortailWeek period;
  const char *employee_id; /* or NULL */
  const char *name;
  PortailMoney ca;
} PortailDashboardPerson;

typedef struct
{
  const char *id;
  PortailWeek period;
  PortailTaxDeclarationStatus status;
  PortailMoney amount;
  PortailDay due_date;
  gboolean is_superseded;
} PortailDashboardDeclaration;

typedef struct
{
  const char *id;
  PortailBlanchimentStatus status;
  PortailDay date_recu;
  PortailMoney amount;
  gint64 risk_score; /* PORTAIL_INTEGER_NULL: none yet */
  gboolean is_reviewed;
} PortailDashboardOperation;

/* Of one company. Arrays borrowed, in any order where none is said; persons, declarations and
 * operations may be NULL. */
typedef struct
{
  PortailWeek period;
  PortailTimestamp now;
  const GArray *sheets;       /* of PortailDashboardSheet: of the twelve weeks, and all others that
                               * are refused or wait */
  const GArray *persons;      /* of PortailDashboardPerson: of the twelve weeks */
  const GArray *declarations; /* of PortailDashboardDeclaration: all that are not paid, and those of
                               * the period; the newest last */
  const GArray *operations;   /* of PortailDashboardOperation: those of the twelve weeks, and all
                               * suspects; NULL where the module is off or not the reader's */
} PortailDashboardSource;

typedef enum
{
  PORTAIL_CARD_CA_BRUT,
  PORTAIL_CARD_DEPENSES,
  PORTAIL_CARD_BENEFICE,
  PORTAIL_CARD_TAUX,
  PORTAIL_CARD_IMPOT,
  PORTAIL_CARD_TOTAL_DU,
  PORTAIL_CARD_PRIMES,
  PORTAIL_CARD_TRESORERIE,
  PORTAIL_CARD_EMPLOYES,
  PORTAIL_N_CARDS,
} PortailCardId;

#define PORTAIL_CARD_NOTHING G_MININT64

typedef struct
{
  gint64 value; /* cents, basis points or a number; PORTAIL_CARD_NOTHING without a sheet */
  gint64 previous;
} PortailCard;

/* What waits. */
typedef enum
{
  PORTAIL_WAITING_DUE, /* within two days */
  PORTAIL_WAITING_LATE,
  PORTAIL_WAITING_REFUSED,
  PORTAIL_WAITING_TO_VALIDATE,
  PORTAIL_WAITING_SUSPECTS, /* not reviewed, not cancelled */
  PORTAIL_N_WAITING,
} PortailWaitingKind;

typedef struct
{
  const char *type; /* name of the record type */
  const char *id;   /* borrowed from the input */
} PortailWaitingItem;

typedef struct
{
  PortailWeek period;
  const PortailDashboardSheet *sheet; /* borrowed from the input; NULL for none */
} PortailDashboardWeek;

typedef struct
{
  const char *employee_id; /* borrowed from the input */
  const char *name;
  PortailMoney ca; /* Σ of the twelve weeks */
  guint n_weeks;
} PortailDashboardName;

typedef struct
{
  guint n;
  PortailMoney amount;
} PortailDashboardRisk;

typedef struct
{
  PortailWeek period;
  const PortailDashboardSheet *sheet; /* of the period; NULL for none */
  const PortailDashboardSheet *previous;
  const PortailDashboardDeclaration *declaration; /* the newest of the period */
  PortailCard cards[PORTAIL_N_CARDS];
  PortailDashboardWeek weeks[PORTAIL_DASHBOARD_WEEKS]; /* oldest first */
  GArray *names; /* of PortailDashboardName: who made most, first; at most the maximum */
  gboolean has_risks;
  PortailDashboardRisk risks[PORTAIL_BLANCHIMENT_N_LEVELS];
  GArray *waiting[PORTAIL_N_WAITING]; /* of PortailWaitingItem */
} PortailDashboard;

/* Borrows from what @source points to. Sums beyond the range of money stop at its end. Owned. */
PortailDashboard *portail_dashboard_new (const PortailDashboardSource *source);
void portail_dashboard_free (PortailDashboard *dashboard);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PortailDashboard, portail_dashboard_free)

/* JSON names, those of the figures: `ca_brut`, `employes`; `due`, `to_validate`. Static. */
const char *portail_card_get_name (PortailCardId card);
const char *portail_waiting_get_name (PortailWaitingKind kind);
/* N_(): pass it through _(). */
const char *portail_card_get_title (PortailCardId card);
/* NUMBER for employés. */
PortailFigureKind portail_card_get_kind (PortailCardId card);

/* Adds the amounts and employés of @dashboard to the @totals of several companies, which begin as
 * PORTAIL_CARD_NOTHING; a rate has no sum. */
void portail_dashboard_add_to (const PortailDashboard *dashboard, PortailCard *totals);

/* The members of an answer without braces: figures, series, top_employees, blanchiment, waiting,
 * freshness. */
void portail_dashboard_append_members (const PortailDashboard *dashboard, GString *json);
/* `"figures":{"ca_brut":{"value":…,"previous":…},…}` alone. */
void portail_dashboard_append_cards (const PortailCard *cards, GString *json);
