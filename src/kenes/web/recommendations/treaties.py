"""The human rights treaties that Kazakhstan is a party to, by the short code of their document.

Source: the status of ratification kept by the Office of the High Commissioner for Human Rights;
Kazakh and Russian names as the treaties are published in Kazakhstan.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TREATIES: Mapping[str, Promise] = {
    "ICCPR": _("International Covenant on Civil and Political Rights"),
    "ICESCR": _("International Covenant on Economic, Social and Cultural Rights"),
    "CERD": _("Convention on the Elimination of All Forms of Racial Discrimination"),
    "CEDAW": _("Convention on the Elimination of All Forms of Discrimination against Women"),
    "CAT": _("Convention against Torture"),
    "CRC": _("Convention on the Rights of the Child"),
    "CPED": _("Convention for the Protection of All Persons from Enforced Disappearance"),
    "CRPD": _("Convention on the Rights of Persons with Disabilities"),
}
