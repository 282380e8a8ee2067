"""A quiet table: rows of plain text under their titles."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
)

from real_desktop.gui.controls import paint_box
from real_desktop.gui.panel import Panel
from real_desktop.gui.scroll_bar import ThinScrollBar
from real_desktop.gui.theme import RADIUS, SPACE, scaled

ROW_PADDING = 10
ROWS_MEASURED = 100

Index = QModelIndex | QPersistentModelIndex

CHECKED = Qt.ItemDataRole.CheckStateRole
QUIET = Qt.ItemDataRole.UserRole
"""Whether a cell is shown in quiet type."""


class TableView(Panel):
    """All rows have one height, so that it is there at once however many there are.

    `shares` are the parts of the width that all columns but the last get: 0 stands for what the
    texts of the first rows need. The last one takes what is left.
    """

    def __init__(
        self, model: QAbstractItemModel, shares: tuple[float, ...], shown_rows: int
    ) -> None:
        super().__init__()
        self.view = _View(model, shares, shown_rows)
        self.setFocusProxy(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, RADIUS // 2, 2, RADIUS // 2)
        layout.addWidget(self.view)


class _View(QTableView):
    """Only what is in sight is asked of the model, unlike in a tree."""

    def __init__(
        self, model: QAbstractItemModel, shares: tuple[float, ...], shown_rows: int
    ) -> None:
        super().__init__()
        self._shares, self._shown_rows = shares, shown_rows
        self.setHorizontalHeader(_Header(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setModel(model)
        self.setItemDelegate(_Rows(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBar(ThinScrollBar(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        model.modelReset.connect(self.updateGeometry)
        model.modelReset.connect(self._fit_columns)
        self._fit_rows()

    def is_at(self, row: int) -> bool:
        """Whether the keyboard is in this row."""
        return self.hasFocus() and self.currentIndex().row() == row

    @property
    def _row_height(self) -> int:
        return self.fontMetrics().height() + ROW_PADDING

    def _fit_rows(self) -> None:
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self._row_height)

    def _fit_columns(self) -> None:
        header, room = self.horizontalHeader(), self.viewport().width()
        for section, share in enumerate(self._shares):
            width = round(room * share) if share else self._text_width(section)
            header.resizeSection(section, width)

    def _text_width(self, section: int) -> int:
        model = self.model()
        rows = range(min(model.rowCount(), ROWS_MEASURED))
        texts = [str(model.index(row, section).data()) for row in rows]
        texts.append(str(model.headerData(section, Qt.Orientation.Horizontal)))
        return max(map(self.fontMetrics().horizontalAdvance, texts)) + 3 * SPACE

    def sizeHint(self) -> QSize:
        rows = max(1, min(self.model().rowCount(), self._shown_rows))
        header = self.horizontalHeader().sizeHint().height()
        return QSize(super().sizeHint().width(), rows * self._row_height + header + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(8 * SPACE, self.sizeHint().height())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_rows()
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()


class _Header(QHeaderView):
    """Titles in quiet type over a thin line."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self.setSectionsClickable(False)
        self.setStretchLastSection(True)
        self.setMinimumSectionSize(4 * SPACE)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.fontMetrics().height() + ROW_PADDING)

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:
        painter.save()
        painter.setFont(scaled(self.font(), 0.9))
        role, colours = QPalette.ColorRole, self.palette()
        painter.fillRect(rect, colours.color(role.Base))
        painter.fillRect(
            QRect(rect.left(), rect.bottom(), rect.width(), 1), colours.color(role.Mid)
        )
        painter.setPen(colours.color(role.PlaceholderText))
        title = str(self.model().headerData(index, Qt.Orientation.Horizontal))
        inner = rect.adjusted(SPACE, 0, -SPACE, 0)
        alignment = Qt.ItemDataRole.TextAlignmentRole
        side = self.model().headerData(index, Qt.Orientation.Horizontal, alignment)
        flags = Qt.AlignmentFlag(side or Qt.AlignmentFlag.AlignLeft)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | flags, title)
        painter.restore()


class _Rows(QStyledItemDelegate):
    """Plain text with a little air, a box before it where there is one to tick."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, option.fontMetrics.height() + ROW_PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours, role = option.palette, QPalette.ColorRole
        view = self.parent()
        is_current = isinstance(view, _View) and view.is_at(index.row())
        painter.save()
        if is_current:
            painter.fillRect(option.rect, colours.color(role.AlternateBase))
        inner = option.rect.adjusted(SPACE, 0, -SPACE, 0)
        if index.data(CHECKED) is not None:
            box = _box_in(option.rect, option.fontMetrics.height())
            is_on = Qt.CheckState(index.data(CHECKED)) is Qt.CheckState.Checked
            paint_box(painter, box, colours, is_on=is_on, is_lit=is_current)
            inner.setLeft(round(box.right()) + SPACE)
        is_quiet = bool(index.data(QUIET))
        painter.setPen(colours.color(role.PlaceholderText if is_quiet else role.Text))
        text = option.fontMetrics.elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, inner.width()
        )
        side = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag(side), text)
        painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """A click anywhere in the row ticks it, and so does Space."""
        first = index.sibling(index.row(), 0)
        state = first.data(CHECKED)
        is_click = event.type() == QEvent.Type.MouseButtonRelease
        is_space = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if state is None or not (is_click or is_space):
            return False
        is_on = Qt.CheckState(state) is Qt.CheckState.Checked
        changed = Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked
        return model.setData(first, changed, CHECKED)


def _box_in(rect: QRect, height: int) -> QRectF:
    side = height - 2
    return QRectF(rect.left() + SPACE, rect.center().y() - side / 2 + 0.5, side, side)
