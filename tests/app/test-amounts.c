/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An amount without its end would be another: in no sheet and in no list is one cut, however large
 * it is, in whatever window, with letters twice as large too. */
#include "app/portail-application.h"
#include "app/portail-dotation-page.h"
#include "app/portail-dotations-page.h"
#include "app/portail-grid-cell.h"
#include "app/portail-taxes-page.h"
#include "shared/portail-i18n.h"
#include "shared/records/portail-tax-declaration.h"
#include "tests/app/dotation-seed.h"
#include "tests/support/portail-await.h"
#include "tests/support/portail-french.h"
#include "tests/support/portail-robot.h"
#include "tests/support/portail-screenshot.h"

#define DECLARATION "01990000-0000-7000-8000-0000000000e1"

typedef struct
{
  PortailClientFixture client;
  PortailWindow *window;
} Fixture;

static PortailApplication *application;

static void
declare (Fixture *fixture)
{
  g_autoptr (PortailTaxDeclaration) declaration = portail_record_new (
      &portail_tax_declaration_type);
  PortailSyncOp *op = portail_sync_op_new (PORTAIL_SYNC_OP_SINGLE, PORTAIL_FIXTURE_COMPANY);
  PortailChange *change = portail_change_new (PORTAIL_CHANGE_CREATE, &portail_tax_declaration_type,
                                              DECLARATION);

  declaration->period = portail_week_from_number (2025, 38);
  declaration->amount.cents = PORTAIL_MONEY_MAX_CENTS;
  declaration->tax_type = g_strdup ("Impôt sur les sociétés et taxe de séjour");
  portail_change_set_fields (change, declaration,
                             portail_record_type_field_bit (change->type, "period")
                                 | portail_record_type_field_bit (change->type, "amount")
                                 | portail_record_type_field_bit (change->type, "tax_type"));
  portail_sync_op_take_change (op, change);
  portail_client_do (&fixture->client, op);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  PortailShellContext *context;
  PortailShellCompany company = { PORTAIL_FIXTURE_COMPANY, "Garage Central", PORTAIL_ROLE_PATRON };

  portail_client_fixture_set_up (&fixture->client, NULL);
  dotation_seed (&fixture->client, PORTAIL_ROLE_PATRON);
  fixture->window = portail_window_new (GTK_APPLICATION (application), NULL);
  context = portail_window_get_context (fixture->window);
  portail_shell_context_set_companies (context, &company, 1);
  portail_shell_context_set_period (context, portail_week_from_number (2025, 38));
  portail_window_show_view (fixture->window, PORTAIL_WINDOW_SHELL);
  gtk_window_present (GTK_WINDOW (fixture->window));
  portail_robot_focus (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", 96 * 1024, NULL);
  portail_desk_set_account (portail_window_get_desk (fixture->window), NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  portail_await_idle ();
  portail_client_fixture_tear_down (&fixture->client, NULL);
}

/* The account comes after what the test writes. */
static GtkWidget *
show_module (Fixture *fixture, const char *module)
{
  portail_desk_set_account (portail_window_get_desk (fixture->window),
                            &(PortailDeskAccount){ .cache = fixture->client.cache });
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-module", "s", module);
  return portail_window_get_page (fixture->window, module);
}

/* Of a number: the pixels that all of it takes. */
static int
measure_text (GtkWidget *number)
{
  const char *text = GTK_IS_LABEL (number) ? gtk_label_get_text (GTK_LABEL (number))
                                           : gtk_inscription_get_text (GTK_INSCRIPTION (number));
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (number, text);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

static gboolean
is_cut (GtkWidget *number, GtkWidget *page)
{
  graphene_rect_t bounds;

  if (PORTAIL_IS_GRID_CELL (number))
    return portail_grid_cell_is_cut_off (PORTAIL_GRID_CELL (number));
  if (GTK_IS_LABEL (number) && gtk_label_get_wrap (GTK_LABEL (number)))
    return FALSE;
  if (gtk_widget_get_width (number) < measure_text (number))
    return TRUE;
  return gtk_widget_compute_bounds (number, page, &bounds)
         && graphene_rect_get_x (&bounds) + graphene_rect_get_width (&bounds)
                > (float) gtk_widget_get_width (page);
}

/* Counts the amounts that are shown below @widget, of which none may be cut. */
static guint
check_numbers (GtkWidget *widget, GtkWidget *page)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!gtk_widget_get_mapped (child))
      continue;
    else if (!gtk_widget_has_css_class (child, "numeric"))
      n += check_numbers (child, page);
    else if (PORTAIL_IS_GRID_CELL (child) || GTK_IS_LABEL (child) || GTK_IS_INSCRIPTION (child))
      {
        g_assert_false (is_cut (child, page));
        n++;
      }
  return n;
}

static void
check_page (Fixture *fixture, GtkWidget *page, const char *name)
{
  static const int widths[] = { 1280, 1040, 360 };

  for (int scale = 1; scale <= 2; scale++)
    for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
      {
        g_autofree char *picture = g_strdup_printf ("%s-%d-%d", name, widths[i], scale);

        g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", scale * 96 * 1024, NULL);
        gtk_window_set_default_size (GTK_WINDOW (fixture->window), widths[i], 800);
        portail_screenshot_settle (GTK_WIDGET (fixture->window));
        portail_screenshot_save (GTK_WIDGET (fixture->window), picture);
        g_test_message ("%s", picture);
        g_assert_cmpuint (check_numbers (page, page), >, 0);
      }
}

static gboolean
has_rows (gpointer user_data)
{
  PortailDotationPage *sheet = PORTAIL_DOTATION_PAGE (
      portail_dotations_page_get_sheet (PORTAIL_DOTATIONS_PAGE (user_data)));

  return portail_dotation_model_get_state (portail_dotation_page_get_model (sheet))
         == PORTAIL_DOTATION_MODEL_READY;
}

static void
in_a_sheet (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *page;

  portail_client_execute (
      &fixture->client, "UPDATE dotation_row SET run = 37975075, facture = 41975075, vente = 925");
  portail_client_execute (&fixture->client, "UPDATE dotation_entry SET montant = 137975075");
  page = show_module (fixture, "dotations");
  portail_dotations_page_open (PORTAIL_DOTATIONS_PAGE (page), SEED_DRAFT);
  portail_robot_wait (has_rows, page);
  check_page (fixture, page, "amounts-sheet");
}

static gboolean
has_weeks (gpointer user_data)
{
  return portail_weeks_view_get_n_shown (
             portail_dotations_page_get_weeks (PORTAIL_DOTATIONS_PAGE (user_data)))
         > 0;
}

static void
in_the_list_of_weeks (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *page;

  portail_client_execute (&fixture->client,
                          "UPDATE dotation_row SET run = 100000000000075, facture = 1, vente = 0");
  page = show_module (fixture, "dotations");
  portail_robot_wait (has_weeks, page);
  check_page (fixture, page, "amounts-weeks");
}

static gboolean
shows_an_amount (gpointer user_data)
{
  return check_numbers (user_data, user_data) > 0;
}

static void
in_the_declarations (Fixture *fixture, gconstpointer unused)
{
  GtkWidget *page;

  declare (fixture);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  page = show_module (fixture, "impots");
  portail_robot_wait (shows_an_amount, page);
  check_page (fixture, page, "amounts-declarations");
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  portail_french_init ();
  application = portail_application_new ();
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  ADD ("/amounts/none-is-cut-in-a-sheet", in_a_sheet);
  ADD ("/amounts/none-is-cut-in-the-list-of-weeks", in_the_list_of_weeks);
  ADD ("/amounts/none-is-cut-in-the-declarations", in_the_declarations);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
