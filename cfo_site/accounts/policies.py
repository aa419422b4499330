"""When something about people may not be done. A refusal carries a sentence for the person at the screen."""

from django.utils.translation import gettext as _

from cfo_site.accounts.gate import As, Visitor
from cfo_site.accounts.models import Role


class Refused(Exception):
    """A rule of the house said no. The message is written for the person at the screen."""


def check_may_give(visitor: Visitor, roles: set[str], *, has_owner: bool) -> None:
    """Refuse the province more than naming the first owner: roles are the municipality's own to give."""
    if visitor.owns:
        return
    if As.PROVINCE in visitor.capacities and not has_owner and roles == {Role.OWNER}:
        return
    raise Refused(_("เทศบาลกำหนดบทบาทของคนในเทศบาลเอง จังหวัดตั้งได้เฉพาะผู้รับผิดชอบบัญชีคนแรก เมื่อเทศบาลยังไม่มีหรือไม่มีแล้ว"))


def check_may_issue(*, powerful_elsewhere: bool, has_left: bool) -> None:
    """Refuse a code for a leaver, and for an account that reaches further than this municipality: it opens the rest too."""
    if has_left:
        raise Refused(_("ผู้นี้พ้นหน้าที่แล้ว โปรดให้บทบาทก่อนออกใบแจ้งบัญชี"))
    if powerful_elsewhere:
        raise Refused(_("ผู้นี้มีบทบาทในที่อื่นด้วย จึงออกใบแจ้งบัญชีจากเทศบาลเดียวไม่ได้ โปรดแจ้งฝ่ายเลขานุการคณะทำงานระดับจังหวัด"))
