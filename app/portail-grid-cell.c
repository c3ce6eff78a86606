/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/portail-grid-cell.h"

#include "shared/portail-i18n.h"

#define ICON_SIZE 16
#define GAP       6
/* Of a text that is not to be cut, in pixels. */
#define WIDEST 10000
/* Of an amount that was asked for and is not what is paid. */
#define DIM_OPACITY 0.7

struct _PortailGridCell
{
  GtkWidget parent_instance;

  const PortailGridColumn *column; /* NULL for a row number */
  PortailGridContent content;
  char *hint;
  char *row_name;
  PortailGridCellMarks marks;
  int content_width; /* -1: to be measured */
  int covered[2];    /* at the start and at the end */
  GtkWidget *editor; /* GtkText, or NULL */
  PangoLayout *layout;
};

G_DEFINE_FINAL_TYPE (PortailGridCell, portail_grid_cell, GTK_TYPE_WIDGET)

/* How a flag of the content looks. The first icon of those that apply is shown. */
static const struct
{
  PortailGridCellFlags flag;
  const char *css_class;
  const char *icon_name;
} looks[] = {
  { PORTAIL_GRID_CELL_REFUSED, "refused", "dialog-error-symbolic" },
  { PORTAIL_GRID_CELL_CONFLICT, "conflict", "dialog-warning-symbolic" },
  { PORTAIL_GRID_CELL_MANUAL, "manual", "document-edit-symbolic" },
  { PORTAIL_GRID_CELL_CAPPED, "capped", "go-bottom-symbolic" },
  { PORTAIL_GRID_CELL_SUGGESTED, "suggested", NULL },
  { PORTAIL_GRID_CELL_NEGATIVE, "negative", NULL },
};

static gboolean
is_toggle (PortailGridCell *cell)
{
  return cell->column != NULL && cell->column->kind == PORTAIL_GRID_TOGGLE;
}

/* Where the text stands: 0 at the start, 1 at the end. */
static float
get_alignment (PortailGridCell *cell)
{
  if (cell->column == NULL || cell->column->kind == PORTAIL_GRID_TOGGLE)
    return 0.5f;
  return cell->column->kind == PORTAIL_GRID_TEXT ? 0 : 1;
}

static const char *
get_icon_name (PortailGridCell *cell)
{
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    if ((cell->content.flags & looks[i].flag) != 0 && looks[i].icon_name != NULL)
      return looks[i].icon_name;
  return NULL;
}

static const char *
get_display (PortailGridCell *cell)
{
  return cell->content.display != NULL ? cell->content.display : "";
}

static void
draw_icon (PortailGridCell *cell, GtkSnapshot *snapshot, const char *icon_name, int x)
{
  GtkWidget *widget = GTK_WIDGET (cell);
  g_autoptr (GtkIconPaintable) icon = gtk_icon_theme_lookup_icon (
      gtk_icon_theme_get_for_display (gtk_widget_get_display (widget)), icon_name, NULL, ICON_SIZE,
      gtk_widget_get_scale_factor (widget), gtk_widget_get_direction (widget), 0);
  GdkRGBA colour;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot,
      &GRAPHENE_POINT_INIT ((float) x, (float) ((gtk_widget_get_height (widget) - ICON_SIZE) / 2)));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (icon), snapshot, ICON_SIZE,
                                            ICON_SIZE, &colour, 1);
  gtk_snapshot_restore (snapshot);
}

/* Lays @text out in at most @width pixels; returns the pixels it takes. */
static int
lay_text_out (PortailGridCell *cell, const char *text, int width, PangoAttrList *attributes)
{
  int text_width;

  pango_layout_set_text (cell->layout, text, -1);
  pango_layout_set_attributes (cell->layout, attributes);
  pango_layout_set_width (cell->layout, MAX (width, 0) * PANGO_SCALE);
  pango_layout_get_pixel_size (cell->layout, &text_width, NULL);
  return text_width;
}

static void
draw_layout (PortailGridCell *cell, GtkSnapshot *snapshot, int x)
{
  PangoRectangle logical;

  pango_layout_get_pixel_extents (cell->layout, NULL, &logical);
  gtk_snapshot_render_layout (
      snapshot, gtk_widget_get_style_context (GTK_WIDGET (cell)), x - logical.x,
      (gtk_widget_get_height (GTK_WIDGET (cell)) - logical.height) / 2, cell->layout);
}

/* The amount that was asked for, struck through, from @start; returns where what follows begins:
 * at @start where there is no room for all of it. */
static int
draw_requested (PortailGridCell *cell, GtkSnapshot *snapshot, int start, int room)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int text_width;

  pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  text_width = lay_text_out (cell, cell->content.requested, WIDEST, attributes);
  if (text_width + GAP > room)
    return start;
  gtk_snapshot_push_opacity (snapshot, DIM_OPACITY);
  draw_layout (cell, snapshot, start);
  gtk_snapshot_pop (snapshot);
  return start + text_width + GAP;
}

/* Part of a number would be another one. */
static gboolean
is_half_hidden (PortailGridCell *cell, int text_width)
{
  int width = gtk_widget_get_width (GTK_WIDGET (cell));
  int text_start = (int) ((float) (width - text_width) * get_alignment (cell));

  return get_alignment (cell) > 0.5f
         && (text_start < cell->covered[0] || text_start + text_width > width - cell->covered[1]);
}

static void
draw_ellipsis (PortailGridCell *cell, GtkSnapshot *snapshot)
{
  int width = gtk_widget_get_width (GTK_WIDGET (cell)) - cell->covered[1];
  int text_width = lay_text_out (cell, "…", width, NULL);

  if (width - text_width >= cell->covered[0])
    draw_layout (cell, snapshot, width - text_width);
}

static void
draw_text (PortailGridCell *cell, GtkSnapshot *snapshot, int start)
{
  int width = gtk_widget_get_width (GTK_WIDGET (cell));
  gboolean is_hint = *get_display (cell) == '\0' && cell->hint != NULL;
  const char *text = is_hint ? cell->hint : get_display (cell);
  int text_width;

  if (*text == '\0')
    return;
  text_width = lay_text_out (cell, text, width - start, NULL);
  if (is_half_hidden (cell, text_width))
    {
      draw_ellipsis (cell, snapshot);
      return;
    }
  /* What was asked for is told only in room that the amount paid does not need. */
  if (cell->content.requested != NULL)
    {
      start = draw_requested (cell, snapshot, start, width - start - text_width);
      text_width = lay_text_out (cell, text, width - start, NULL);
    }
  if (is_hint)
    gtk_snapshot_push_opacity (snapshot, DIM_OPACITY);
  draw_layout (cell, snapshot,
               start + (int) ((float) (width - start - text_width) * get_alignment (cell)));
  if (is_hint)
    gtk_snapshot_pop (snapshot);
}

static void
portail_grid_cell_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  PortailGridCell *cell = PORTAIL_GRID_CELL (widget);
  const char *icon_name = get_icon_name (cell);
  gboolean is_checked = (cell->content.flags & PORTAIL_GRID_CELL_CHECKED) != 0;
  int start = 0;

  if (cell->editor != NULL)
    {
      gtk_widget_snapshot_child (widget, cell->editor, snapshot);
      return;
    }
  if (icon_name != NULL)
    {
      draw_icon (cell, snapshot, icon_name, 0);
      start = ICON_SIZE + GAP;
    }
  if (is_toggle (cell) && cell->content.text != NULL
      && (cell->content.flags & PORTAIL_GRID_CELL_REFUSED) == 0)
    draw_icon (cell, snapshot, is_checked ? "checkbox-checked-symbolic" : "checkbox-symbolic",
               (gtk_widget_get_width (widget) - ICON_SIZE) / 2);
  else
    draw_text (cell, snapshot, start);
}

static void
portail_grid_cell_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  PangoFontMetrics *metrics;

  *minimum = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
      *minimum = PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics));
      pango_font_metrics_unref (metrics);
    }
  *natural = *minimum;
}

static void
portail_grid_cell_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  PortailGridCell *cell = PORTAIL_GRID_CELL (widget);
  int minimum;

  if (cell->editor == NULL)
    return;
  gtk_widget_measure (cell->editor, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (cell->editor, &(GtkAllocation){ 0, 0, MAX (width, minimum), height },
                            -1);
}

/* A font, a scale or a theme may have changed. */
static void
portail_grid_cell_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (portail_grid_cell_parent_class)->css_changed (widget, change);
  pango_layout_context_changed (PORTAIL_GRID_CELL (widget)->layout);
  PORTAIL_GRID_CELL (widget)->content_width = -1;
}

static void
portail_grid_cell_dispose (GObject *object)
{
  PortailGridCell *cell = PORTAIL_GRID_CELL (object);

  g_clear_pointer (&cell->editor, gtk_widget_unparent);
  G_OBJECT_CLASS (portail_grid_cell_parent_class)->dispose (object);
}

static void
portail_grid_cell_finalize (GObject *object)
{
  PortailGridCell *cell = PORTAIL_GRID_CELL (object);

  portail_grid_content_clear (&cell->content);
  g_free (cell->hint);
  g_free (cell->row_name);
  g_object_unref (cell->layout);
  G_OBJECT_CLASS (portail_grid_cell_parent_class)->finalize (object);
}

static void
portail_grid_cell_class_init (PortailGridCellClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = portail_grid_cell_dispose;
  G_OBJECT_CLASS (class)->finalize = portail_grid_cell_finalize;
  widget_class->snapshot = portail_grid_cell_snapshot;
  widget_class->measure = portail_grid_cell_measure;
  widget_class->size_allocate = portail_grid_cell_size_allocate;
  widget_class->css_changed = portail_grid_cell_css_changed;
  gtk_widget_class_set_css_name (widget_class, "sheetcell");
}

static void
portail_grid_cell_init (PortailGridCell *cell)
{
  GtkWidget *widget = GTK_WIDGET (cell);

  cell->content_width = -1;
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  cell->layout = gtk_widget_create_pango_layout (widget, NULL);
  pango_layout_set_single_paragraph_mode (cell->layout, TRUE);
  pango_layout_set_ellipsize (cell->layout, PANGO_ELLIPSIZE_END);
}

GtkWidget *
portail_grid_cell_new (GtkAccessibleRole role, const PortailGridColumn *column)
{
  PortailGridCell *cell = g_object_new (PORTAIL_TYPE_GRID_CELL, "accessible-role", role, NULL);
  GtkWidget *widget = GTK_WIDGET (cell);

  cell->column = column;
  gtk_widget_set_focusable (widget, role == GTK_ACCESSIBLE_ROLE_GRID_CELL);
  if (column != NULL && column->css_class != NULL)
    gtk_widget_add_css_class (widget, column->css_class);
  if (column != NULL && get_alignment (cell) > 0)
    gtk_widget_add_css_class (widget, "numeric");
  if (role == GTK_ACCESSIBLE_ROLE_COLUMN_HEADER)
    gtk_widget_add_css_class (widget, "heading");
  return widget;
}

static gboolean
is_cell (PortailGridCell *cell)
{
  return cell->column != NULL
         && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (cell))
                == GTK_ACCESSIBLE_ROLE_GRID_CELL;
}

/* “RUN, Jean Dupont, 12 500 $”: what a screen reader says of the cell. Owned. */
static char *
describe (PortailGridCell *cell)
{
  GString *name = g_string_new (NULL);
  gboolean is_checked = (cell->content.flags & PORTAIL_GRID_CELL_CHECKED) != 0;
  const char *value = get_display (cell);

  if (is_toggle (cell) && *value == '\0' && cell->content.text != NULL)
    value = is_checked ? _ ("yes") : _ ("no");
  if (is_cell (cell))
    g_string_append (name, _ (cell->column->title));
  if (cell->row_name != NULL && *cell->row_name != '\0')
    g_string_append_printf (name, ", %s", cell->row_name);
  if (*value != '\0' && g_strcmp0 (value, cell->row_name) != 0)
    g_string_append_printf (name, name->len > 0 ? ", %s" : "%s", value);
  if (cell->content.requested != NULL)
    {
      g_string_append (name, ", ");
      /* Translators: an amount that was cut by a cap, as a screen reader says it. */
      g_string_append_printf (name, _ ("%s asked for"), cell->content.requested);
    }
  return g_string_free (name, FALSE);
}

static void
update_accessible (PortailGridCell *cell)
{
  gboolean is_refused = (cell->content.flags & PORTAIL_GRID_CELL_REFUSED) != 0;
  g_autofree char *name = describe (cell);

  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  cell->content.note != NULL ? cell->content.note : "", -1);
  gtk_accessible_update_state (
      GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_STATE_INVALID,
      is_refused ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
}

static gboolean
is_content_equal (const PortailGridContent *a, const PortailGridContent *b)
{
  return a->flags == b->flags && g_strcmp0 (a->display, b->display) == 0
         && g_strcmp0 (a->requested, b->requested) == 0 && g_strcmp0 (a->note, b->note) == 0
         && g_strcmp0 (a->text, b->text) == 0 && g_strcmp0 (a->plain, b->plain) == 0;
}

void
portail_grid_cell_set_content (PortailGridCell *cell,
                               PortailGridContent *content,
                               const char *hint,
                               const char *row_name)
{
  gboolean is_same;

  g_return_if_fail (PORTAIL_IS_GRID_CELL (cell));
  is_same = is_content_equal (content, &cell->content) && g_strcmp0 (hint, cell->hint) == 0
            && g_strcmp0 (row_name, cell->row_name) == 0;
  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++)
    if ((content->flags & looks[i].flag) == (cell->content.flags & looks[i].flag))
      continue;
    else if ((content->flags & looks[i].flag) != 0)
      gtk_widget_add_css_class (GTK_WIDGET (cell), looks[i].css_class);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (cell), looks[i].css_class);
  portail_grid_content_clear (&cell->content);
  cell->content = *content;
  *content = (PortailGridContent){ 0 };
  if (is_same)
    return;
  g_free (cell->hint);
  cell->hint = g_strdup (hint);
  g_free (cell->row_name);
  cell->row_name = g_strdup (row_name);
  cell->content_width = -1;
  update_accessible (cell);
  gtk_widget_queue_draw (GTK_WIDGET (cell));
}

const PortailGridContent *
portail_grid_cell_get_content (PortailGridCell *cell)
{
  g_return_val_if_fail (PORTAIL_IS_GRID_CELL (cell), NULL);
  return &cell->content;
}

static void
set_css_class (GtkWidget *widget, const char *css_class, guint is_wanted)
{
  if (is_wanted != 0)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

void
portail_grid_cell_set_marks (PortailGridCell *cell, PortailGridCellMarks marks)
{
  GtkWidget *widget = GTK_WIDGET (cell);

  g_return_if_fail (PORTAIL_IS_GRID_CELL (cell));
  if (marks == cell->marks)
    return;
  cell->marks = marks;
  set_css_class (widget, "selected", marks & PORTAIL_GRID_CELL_SELECTED);
  set_css_class (widget, "cursor", marks & PORTAIL_GRID_CELL_CURSOR);
  set_css_class (widget, "locked", marks & PORTAIL_GRID_CELL_LOCKED);
  gtk_accessible_update_state (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_STATE_SELECTED,
                               (marks & PORTAIL_GRID_CELL_SELECTED) != 0, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_READ_ONLY,
                                  (marks & PORTAIL_GRID_CELL_LOCKED) != 0, -1);
}

static gboolean
may_be_cut (PortailGridCell *cell)
{
  return cell->column == NULL || (cell->column->kind == PORTAIL_GRID_TEXT && is_cell (cell))
         || (cell->content.flags & PORTAIL_GRID_CELL_REFUSED) != 0;
}

int
portail_grid_cell_get_content_width (PortailGridCell *cell)
{
  g_return_val_if_fail (PORTAIL_IS_GRID_CELL (cell), 0);
  if (cell->content_width >= 0)
    return cell->content_width;
  cell->content_width = get_icon_name (cell) != NULL ? ICON_SIZE + GAP : 0;
  if (may_be_cut (cell))
    cell->content_width = 0;
  else
    cell->content_width += lay_text_out (cell, get_display (cell), WIDEST, NULL);
  return cell->content_width;
}

void
portail_grid_cell_set_covered (PortailGridCell *cell, int start, int end)
{
  g_return_if_fail (PORTAIL_IS_GRID_CELL (cell));
  if (start == cell->covered[0] && end == cell->covered[1])
    return;
  cell->covered[0] = start;
  cell->covered[1] = end;
  gtk_widget_queue_draw (GTK_WIDGET (cell));
}

gboolean
portail_grid_cell_is_cut_off (PortailGridCell *cell)
{
  int start;

  g_return_val_if_fail (PORTAIL_IS_GRID_CELL (cell), FALSE);
  start = get_icon_name (cell) != NULL ? ICON_SIZE + GAP : 0;
  lay_text_out (cell, get_display (cell), gtk_widget_get_width (GTK_WIDGET (cell)) - start, NULL);
  return pango_layout_is_ellipsized (cell->layout);
}

GtkText *
portail_grid_cell_start_editor (PortailGridCell *cell, const char *text)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (PORTAIL_IS_GRID_CELL (cell), NULL);
  g_return_val_if_fail (cell->editor == NULL, NULL);
  name = describe (cell);
  cell->editor = gtk_text_new ();
  gtk_editable_set_text (GTK_EDITABLE (cell->editor), text);
  gtk_editable_set_alignment (GTK_EDITABLE (cell->editor), get_alignment (cell));
  gtk_editable_set_width_chars (GTK_EDITABLE (cell->editor), 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell->editor), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_widget_set_parent (cell->editor, GTK_WIDGET (cell));
  gtk_widget_add_css_class (GTK_WIDGET (cell), "editing");
  return GTK_TEXT (cell->editor);
}

GtkText *
portail_grid_cell_get_editor (PortailGridCell *cell)
{
  g_return_val_if_fail (PORTAIL_IS_GRID_CELL (cell), NULL);
  return cell->editor != NULL ? GTK_TEXT (cell->editor) : NULL;
}

void
portail_grid_cell_end_editor (PortailGridCell *cell)
{
  g_return_if_fail (PORTAIL_IS_GRID_CELL (cell));
  if (cell->editor == NULL)
    return;
  g_clear_pointer (&cell->editor, gtk_widget_unparent);
  gtk_widget_remove_css_class (GTK_WIDGET (cell), "editing");
}
