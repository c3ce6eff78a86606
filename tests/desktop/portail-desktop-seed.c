/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/desktop/portail-desktop-seed.h"

#include "tests/demo/portail-demo-teller.h"

#define FIRST_WEEK 27
#define LAST_WEEK  38 /* the last one that is closed */

#define OF_GARAGE "'enterprise_id':'" PORTAIL_DEMO_GARAGE_ID "'"
#define OF_TAXIS  "'enterprise_id':'" PORTAIL_DEMO_TAXIS_ID "'"

typedef struct
{
  const char *name;
  const char *grade;
  gboolean is_direction;
  guint ca; /* of an ordinary week, in dollars */
} Worker;

static const Worker workers[] = {
  { "Camille Renard", "Patron", TRUE, 61000 },
  { "Bastien Moreau", "Co-Patron", TRUE, 54000 },
  { "Léa Fontaine", "Mécanicien", FALSE, 43000 },
  { "Noé Lefèvre", "Apprenti", FALSE, 18000 },
};

static const PortailDesktopRequest requests[] = {
  { "PATCH", "/api/enterprises/" PORTAIL_DEMO_GARAGE_ID, "{'blanchiment_enabled':true}" },
  { "POST", "/api/tax",
    "{" OF_GARAGE ",'id':'01995020-0000-7000-8000-000000000036',"
    "'dotation_id':'01995010-0000-7000-8000-000000000036','tax_type':'Impôt de la semaine'}" },
  { "POST", "/api/tax/01995020-0000-7000-8000-000000000036/submit", NULL },
  { "POST", "/api/tax/01995020-0000-7000-8000-000000000036/validate", NULL },
  { "POST", "/api/tax/01995020-0000-7000-8000-000000000036/pay",
    "{'paid_at':'2025-09-09T10:00:00Z'}" },
  { "POST", "/api/tax",
    "{" OF_GARAGE ",'id':'01995020-0000-7000-8000-000000000037',"
    "'dotation_id':'01995010-0000-7000-8000-000000000037','tax_type':'Impôt de la semaine'}" },
  { "POST", "/api/tax/01995020-0000-7000-8000-000000000037/submit", NULL },
  { "POST", "/api/tax/01995020-0000-7000-8000-000000000037/validate", NULL },
  { "POST", "/api/tax",
    "{" OF_GARAGE ",'id':'01995020-0000-7000-8000-000000000001','period':'2025-W38',"
    "'tax_type':'Taxe de séjour','amount':1250,'due_date':'2025-09-24'}" },

  { "POST", "/api/documents",
    "{" OF_GARAGE ",'id':'01995030-0000-7000-8000-000000000001','filename':'facture-pneus.pdf',"
    "'category':'achats','doc_type':'facture','date':'2025-09-15','montant':4200,"
    "'description':'Quatre pneus','tags':'pneus,dépanneuse'}" },
  { "POST", "/api/documents",
    "{" OF_GARAGE ",'id':'01995030-0000-7000-8000-000000000002','filename':'facture-huile.pdf',"
    "'category':'achats','doc_type':'facture','date':'2025-09-16','montant':850.5,"
    "'description':'Huile moteur'}" },
  { "POST", "/api/documents",
    "{" OF_GARAGE ",'id':'01995030-0000-7000-8000-000000000003','filename':'diplome-lea.png',"
    "'category':'personnel','doc_type':'diplome','nom':'Fontaine','prenom':'Léa',"
    "'grade':'Mécanicien','diplome_kind':'Mécanique générale'}" },
  { "POST", "/api/documents",
    "{" OF_GARAGE ",'id':'01995030-0000-7000-8000-000000000004','filename':'bail-atelier.pdf',"
    "'category':'locaux','doc_type':'contrat','date':'2025-07-01','description':'Bail'}" },

  { "POST", "/api/blanchiment",
    "{" OF_GARAGE ",'id':'01995040-0000-7000-8000-000000000001','groupe':'Vagos',"
    "'employee_name':'Noé Lefèvre','date_recu':'2025-09-01','amount':60000}" },
  { "POST", "/api/blanchiment",
    "{" OF_GARAGE ",'id':'01995040-0000-7000-8000-000000000002','groupe':'Ballas',"
    "'employee_name':'Léa Fontaine','donneur_id':'D-12','receveur_id':'R-7',"
    "'date_recu':'2025-09-10','amount':12000}" },
  { "POST", "/api/blanchiment",
    "{" OF_GARAGE ",'id':'01995040-0000-7000-8000-000000000003','groupe':'Vagos',"
    "'employee_name':'Noé Lefèvre','donneur_id':'D-3','receveur_id':'R-7',"
    "'date_recu':'2025-09-12','amount':55000}" },
  { "POST", "/api/blanchiment",
    "{" OF_GARAGE ",'id':'01995040-0000-7000-8000-000000000004','groupe':'Families',"
    "'employee_name':'Léa Fontaine','donneur_id':'D-1','receveur_id':'R-2',"
    "'date_recu':'2025-08-20','amount':8000}" },
  { "POST", "/api/blanchiment/01995040-0000-7000-8000-000000000004/finish",
    "{'date_rendu':'2025-08-27'}" },

  { "POST", "/api/archives",
    "{" OF_GARAGE ",'id':'01995050-0000-7000-8000-000000000001','doc_type':'facture',"
    "'title':'Facture de pneus','content':'Quatre pneus pour la dépanneuse.','category':'achats',"
    "'tags':'pneus,dépanneuse','date':'2025-09-15','amount':4200}" },
  { "POST", "/api/archives",
    "{" OF_GARAGE ",'id':'01995050-0000-7000-8000-000000000002','doc_type':'autre',"
    "'title':'Contrat de location','content':'Bail de l’atelier des docks.',"
    "'category':'locaux','date':'2025-07-01','amount':15000}" },
  { "POST", "/api/archives",
    "{" OF_GARAGE ",'id':'01995050-0000-7000-8000-000000000003','doc_type':'facture',"
    "'title':'Facture sans justificatif','content':'Reçu illisible.','category':'achats',"
    "'date':'2025-09-18','amount':990}" },
  { "POST", "/api/archives/01995050-0000-7000-8000-000000000002/validate", NULL },
  { "POST", "/api/archives/01995050-0000-7000-8000-000000000003/refuse",
    "{'reason':'Le justificatif manque.'}" },
  { "POST", "/api/archives",
    "{" OF_TAXIS ",'id':'01995050-0000-7000-8000-000000000004','doc_type':'autre',"
    "'title':'Carte grise du taxi 7','content':'Berline noire.','date':'2025-09-02'}" },
};

/* One sheet's answer to @command. */
static void
command (PortailDesktopWorld *world, guint week, const char *verb)
{
  g_autofree char *path = g_strdup_printf ("/api/dotations/01995010-0000-7000-8000-0000000000%u/%s",
                                           week, verb);

  g_free (portail_demo_client_send (world->staff, "POST", path, NULL));
}

static void
add_row (PortailDesktopWorld *world, guint week, const Worker *worker)
{
  g_autofree char *path = g_strdup_printf (
      "/api/dotations/01995010-0000-7000-8000-0000000000%u/rows", week);
  guint ca = worker->ca + week * 7919 % 9000;
  g_autofree char *body = g_strdup_printf (
      "{'id':'01995010-0000-7000-8000-00000000%u%02d','position':%d,'employee_name':'%s',"
      "'grade':'%s','is_direction':%s,'run':%u,'facture':%u,'vente':%u}",
      week, (int) (worker - workers), (int) (worker - workers), worker->name, worker->grade,
      worker->is_direction ? "true" : "false", ca / 2, ca / 3, ca / 6);

  g_free (portail_demo_client_send (world->staff, "POST", path, body));
}

static void
add_sheet (PortailDesktopWorld *world, guint week)
{
  g_autofree char *path = g_strdup_printf (
      "/api/dotations/01995010-0000-7000-8000-0000000000%u/entries", week);
  g_autofree char *sheet = g_strdup_printf (
      "{" OF_GARAGE ",'id':'01995010-0000-7000-8000-0000000000%u','period':'2025-W%u',"
      "'solde_bancaire':%u}",
      week, week, 1200000 + week * 20000);
  g_autofree char *entry = g_strdup_printf (
      "{'id':'01995010-0000-7000-8000-0000000e00%u','kind':'depense',"
      "'justificatif':'Loyer du garage','montant':15000}",
      week);

  g_free (portail_demo_client_send (world->staff, "POST", "/api/dotations", sheet));
  for (guint i = 0; i < G_N_ELEMENTS (workers); i++)
    add_row (world, week, &workers[i]);
  g_free (portail_demo_client_send (world->staff, "POST", path, entry));
  command (world, week, "submit");
  if (week < LAST_WEEK)
    command (world, week, "validate");
}

void
portail_desktop_seed_send (PortailDesktopWorld *world,
                           const PortailDesktopRequest *sent,
                           guint n_requests)
{
  for (guint i = 0; i < n_requests; i++)
    g_free (portail_demo_client_send (world->staff, sent[i].method, sent[i].path, sent[i].body));
}

void
portail_desktop_seed_fill (PortailDesktopWorld *world)
{
  for (guint week = FIRST_WEEK; week <= LAST_WEEK; week++)
    add_sheet (world, week);
  portail_demo_say ("%d weeks of the garage", LAST_WEEK - FIRST_WEEK + 1);
  portail_desktop_seed_send (world, requests, G_N_ELEMENTS (requests));
  portail_demo_say ("declarations, documents, operations and archives");
}
