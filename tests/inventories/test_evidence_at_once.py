"""Several people file papers at the same moment: each gets a number of its own, the same file is kept once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection

from cfo_site.accounts.models import Membership
from cfo_site.accounts.tenancy import tenant_scope
from cfo_site.ledger import selectors as ledger
from inventories.models import Evidence, EvidenceFile
from inventories.selectors.evidence.files import check_files
from inventories.services.evidence.handing_in import hand_in
from inventories.services.evidence.holding import Place
from tests.conftest import make_person, make_town

from .conftest import JANUARY, make_diesel, make_year
from .evidence_files import PDF, upload

WRITERS = 8


@pytest.mark.usefixtures("committed_db")
def test_eight_papers_with_the_same_file_at_once_get_eight_numbers_and_one_file():
    call_command("createcachetable", verbosity=0)
    town, orn = make_town("thung-sai", "เทศบาลตำบลทุ่งทราย", "Thung Sai"), make_person("orn", "อร")
    Membership.objects.create(municipality=town, user=orn, role="owner")
    with tenant_scope(town):
        diesel = make_diesel(make_year(town, orn), orn)

    def file_one(number: int) -> str:
        try:
            with tenant_scope(town):
                return hand_in(
                    inventory=diesel.inventory, actor=orn, fields={"kind": "receipt", "number": str(number)},
                    places=[Place(diesel.source_id, JANUARY, number)], upload=upload(f"{number}.pdf", PDF),
                ).evidence.code  # fmt: skip
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as others:
        codes = sorted(others.map(file_one, range(1, WRITERS + 1)))
    assert codes == [f"S1-2567-01-00{number}" for number in range(1, WRITERS + 1)]
    with tenant_scope(town):
        file = EvidenceFile.objects.of(town).get()
        assert set(Evidence.objects.of(town).values_list("file", flat=True)) == {file.pk}
        found = check_files(town)
        assert (found.whole, found.is_well, found.orphans) == (1, True, [])
        assert ledger.first_break(town) is None
