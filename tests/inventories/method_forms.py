"""What is typed into the form of each method, and what it must come to."""

HISTORY = "\n".join(
    f"{year}\t{tonnes}" for year, tonnes in ((2564, "1,000"), (2565, "1,100"), (2566, "1,250.5"), (2567, 0))
)
# catalogue line: (what is typed besides, amount of each month, the parameters it must come to)
FORMS = {
    "fertiliser-urea": ({"param_n_fraction": "0.46", "param_urea_fraction": "1", "param_organic": "no", "param_wet": "yes"},
                        "100", {"n_fraction": "0.46", "urea_fraction": "1"}),
    "fertiliser-organic": ({"param_n_fraction": "๐.๐๒", "param_organic": "yes", "param_wet": "no",
                            "reason_wet": "แปลงในโรงเรือน"}, "250.5", {"n_fraction": "0.02", "organic": True, "wet": False}),
    "compost-own": ({}, "1234.5", {}),
    "digester-own": ({"param_ch4_g_per_kg": "1", "reason_ch4_g_per_kg": "ผลตรวจวัดรั่วไหล"}, "9000", {"ch4_g_per_kg": "1"}),
    "incinerator-batch": ({"param_composition": "ipcc-se-asia", "param_ch4_g_per_t": "60", "param_n2o_g_per_t": "60",
                           "param_n2o_basis": "wet"}, "4000", None),
    "open-burning-garden": ({"param_composition": "own", "param_composition__garden": "75.5",
                             "param_composition__plastics": "24.5", "param_ch4_g_per_t": "6,500",
                             "param_n2o_g_per_t": "150", "param_n2o_basis": "dry"}, "500",
                            {"composition": {"garden": "0.755", "plastics": "0.245"}, "ch4_g_per_t": "6500",
                             "n2o_g_per_t": "150", "n2o_basis": "dry"}),
    "sewage-plant-overloaded": ({"param_mcf": "0.3", "param_protein_kg_per_person_year": "24",
                                 "param_plant_n2o_g_per_person_year": "3.2",
                                 "reason_plant_n2o_g_per_person_year": "โรงบำบัดกำจัดไนโตรเจน"}, "12000",
                                {"mcf": "0.3", "protein_kg_per_person_year": "24", "plant_n2o_g_per_person_year": "3.2"}),
    "wastewater-lagoon-shallow": ({"param_input": "water_used", "param_mcf": "0.2", "param_cod_kg_per_m3": "0.2",
                                   "param_cod_kg_per_m3__3": "0.35"}, "300", None),
    "septic-staff": ({"param_fraction": "0.5"}, "2090", {"fraction": "0.5"}),
    "refrigerant-other": ({"param_refrigerant": "R401A"}, "2", {"refrigerant": "R-401A"}),
    "fire-hfc-227ea": ({}, "3", {"refrigerant": "R-227ea"}),
    "fire-hfc-236fa": ({}, "3", {"refrigerant": "R-236fa"}),
    "fire-hcfc-123": ({}, "3", {"refrigerant": "R-123"}),
    "fire-halon-1211": ({}, "3", {"refrigerant": "Halon-1211"}),
    "landfill-own": ({"param_deposits": HISTORY, "param_deposits__composition": "ipcc-se-asia", "param_k": "wet",
                      "param_mcf": "managed"}, None, None),
    "dump-own": ({"param_deposits": "ปี\tเศษอาหาร\tกระดาษ\n2021\t100\t20\n2022\t110\t\n2023\t0\t0", "param_k": "dry",
                  "param_mcf": "managed", "param_mcf__before": "deep", "param_mcf__since": "2565"}, None, None),
    "lime-dolomite": ({"factor": ("ipcc-2006", "ipcc-dolomite.kg")}, "50", {}),
    "lpg-kitchen-cylinders": ({"factor": ("tgo-cfo-2565", "tgo-cfo-2565.st.lpg.kg"), "conversion": "lpg-cylinder-48"}, "2", {}),
    "fire-co2": ({"factor": ("ipcc-2006", None)}, "1", {}),
}  # fmt: skip


def typed(**changes: str) -> dict[str, str]:
    """Return what the form of an ordinary source sends."""
    return {
        "name_th": "น้ำมันดีเซล รถขยะ 6 คัน", "division": "", "new_division": "", "origin": "paid", "paper": "ใบสั่งจ่ายน้ำมัน",
        "delay_days": "45", "identifier": "", "location": "", "first_month": "", "last_month": "", "boundary_note": "",
    } | changes  # fmt: skip
