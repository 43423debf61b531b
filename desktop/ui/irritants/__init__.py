"""The register of irritants, the mirror in six moments, the journey and the service chain."""

from desktop.ui.irritants.page import IrritantsPage

__all__ = ["IrritantsPage"]
