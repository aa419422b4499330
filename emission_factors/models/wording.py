"""What the words of the library mean: categories, units, scopes, confidence; and how a text is made searchable."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from cfo_site import thai

_MARKS = dict.fromkeys(map(ord, "็่้๊๋์ํ๎"))  # written or left out as the hand goes: they must not decide a search
_SPELLINGS = (("กาซ", "แกส"),)  # ก๊าซ, แก๊ส and แก็ส are one word
_BLANKS = re.compile(r"\s+")


class Category(models.TextChoices):
    """What a factor is for."""

    STATIONARY = "stationary_combustion", _("การเผาไหม้อยู่กับที่")
    ON_ROAD = "mobile_onroad", _("การเผาไหม้ที่มีการเคลื่อนที่ บนถนน")
    OFF_ROAD = "mobile_offroad", _("การเผาไหม้ที่มีการเคลื่อนที่ นอกถนน")
    ELECTRICITY = "electricity", _("ไฟฟ้า")
    ELECTRICITY_UPSTREAM = "electricity_upstream", _("ไฟฟ้า การได้มาของเชื้อเพลิง (ต้นน้ำ)")
    ELECTRICITY_LIFECYCLE = "electricity_lifecycle", _("ไฟฟ้า ตลอดวัฏจักรชีวิต (CFP)")
    REFRIGERANT = "refrigerant", _("สารทำความเย็น")
    GHG_GAS = "ghg_gas", _("ก๊าซเรือนกระจกที่ปล่อยโดยตรง")
    FIRE = "fire_extinguisher", _("สารดับเพลิง")
    SEPTIC = "septic", _("บ่อเกรอะ")
    WASTEWATER = "wastewater", _("น้ำเสีย")
    LANDFILL = "waste_landfill", _("ขยะ ฝังกลบ")
    INCINERATION = "waste_incineration", _("ขยะ เตาเผา")
    OPEN_BURNING = "waste_open_burning", _("ขยะ เผากลางแจ้ง")
    BIOLOGICAL = "waste_biological", _("ขยะ หมักปุ๋ยและหมักก๊าซชีวภาพ")
    FERTILISER = "fertiliser", _("ปุ๋ยและวัสดุปรับปรุงดิน")
    PURCHASED = "purchased_goods", _("สินค้าที่ซื้อ")
    WATER = "water", _("น้ำประปา")
    FUEL_UPSTREAM = "fuel_upstream", _("การได้มาซึ่งเชื้อเพลิง (ต้นน้ำ)")
    FREIGHT = "freight", _("การขนส่งสินค้า")
    PASSENGER = "passenger_transport", _("การเดินทางของบุคคล")
    FLIGHT = "flight", _("เครื่องบิน")
    FLIGHT_UPSTREAM = "flight_upstream", _("เครื่องบิน การได้มาของเชื้อเพลิง (ต้นน้ำ)")
    HOTEL = "hotel", _("ที่พัก")
    FOOD = "food", _("อาหาร")
    HOMEWORKING = "homeworking", _("การทำงานที่บ้าน")


class Unit(models.TextChoices):
    """Of what one unit a factor speaks; the spelling of the inventory document."""

    G = "g", _("กรัม")
    KG = "kg", _("กก.")
    T = "t", _("ตัน")
    LITRE = "litre", _("ลิตร")
    M3 = "m3", _("ลบ.ม.")
    SCF = "scf", _("ลบ.ฟุตมาตรฐาน (scf)")
    WH = "Wh", _("วัตต์-ชั่วโมง (Wh)")
    KWH = "kWh", _("กิโลวัตต์-ชั่วโมง (kWh)")
    MWH = "MWh", _("เมกะวัตต์-ชั่วโมง (MWh)")
    MJ = "MJ", _("เมกะจูล (MJ)")
    GJ = "GJ", _("จิกะจูล (GJ)")
    MMBTU = "MMBTU", _("ล้านบีทียู (MMBTU)")
    KM = "km", _("กม.")
    PKM = "pkm", _("คน-กม.")
    TKM = "tkm", _("ตัน-กม.")
    KG_BOD = "kg BOD", _("กก. BOD")
    KG_COD = "kg COD", _("กก. COD")
    KG_N = "kg N", _("กก. ไนโตรเจน")
    KG_DRY = "kg dry", _("กก. น้ำหนักแห้ง")
    PERSON_DAY = "person.day", _("คน-วัน")
    PERSON_YEAR = "person.year", _("คน-ปี")
    PERSON_TRIP = "person.trip", _("คน-เที่ยว")
    PERSON_NIGHT = "person.night", _("คน-คืน")
    ROOM_NIGHT = "room.night", _("ห้อง-คืน")
    MEAL = "meal", _("มื้อ")
    FTE_HOUR = "FTE.hour", _("ชั่วโมงทำงานเต็มเวลา")


class Scope(models.TextChoices):
    """Where a publisher expects a factor to be used; the inventory decides."""

    ONE = "1", _("ประเภทที่ 1 ทางตรง")
    TWO = "2", _("ประเภทที่ 2 ทางอ้อมจากพลังงาน")
    THREE = "3", _("ประเภทที่ 3 ทางอ้อมอื่น ๆ")
    NONE = "CFP", _("ไม่ใช้กับ CFO (ค่าตลอดวัฏจักรชีวิต)")


class Quality(models.IntegerChoices):
    """Score B of TGO's data quality form: where a factor comes from."""

    MEASURED = 4, _("4 จากการวัดที่มีคุณภาพ")
    NATIONAL = 3, _("3 จากผู้ผลิตหรือระดับประเทศ")
    REGIONAL = 2, _("2 ระดับภูมิภาค")
    INTERNATIONAL = 1, _("1 ระดับสากล")


def fold(text: str) -> str:
    """Return a text in which Thai and English are found however they were typed: small letters, no tone marks."""
    folded = thai.arabic_digits(thai.normalise(text)).lower().translate(_MARKS)
    for written, one in _SPELLINGS:
        folded = folded.replace(written, one)
    return _BLANKS.sub(" ", folded).strip()
