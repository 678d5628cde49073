using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Organizations;
using Lecce.Riscossione.Api.RevenueTypes;
using NodaTime;

namespace Lecce.Riscossione.Api.Seed;

/// <summary>
/// The data of a first start in Development: a municipality ready to collect. The bank accounts and the second body are fictitious, with valid
/// check digits.
/// </summary>
internal static class DevelopmentSeed
{
    private const string Municipality = "80008510754";
    private const string TreasuryIban = "IT91V0542811101000000506001";
    private const string FinesIban = "IT68W0542811101000000506002";
    private const string PostalIban = "IT94H0760116000000000506730";
    private const string ProvinceIban = "IT98S0542811101000000999001";
    private const string ProvincePostalIban = "IT52S0760116000000000999001";
    private static readonly RevenueBeneficiary Province = new("99000010753", "Provincia di Esempio");

    private static readonly IReadOnlyList<(string Code, RevenueTypeSettings Settings)> RevenueTypes =
    [
        ("tari", new("TARI – Tassa sui rifiuti", RevenueCategory.Tax, "9/0101101IM/", TreasuryIban, PostalIban, "1010151")),
        ("imu", new("IMU – Imposta municipale propria", RevenueCategory.Tax, "9/0101100IM/", TreasuryIban, PostalIban, "1010106")),
        (
            "tefa",
            new(
                "TEFA – Tributo provinciale ambientale",
                RevenueCategory.Tax,
                "9/0201102IM/",
                ProvinceIban,
                ProvincePostalIban,
                Beneficiary: Province
            )
        ),
        (
            "canone-unico",
            new(
                "Canone unico patrimoniale",
                RevenueCategory.NonTax,
                "9/0101107TS/",
                TreasuryIban,
                PostalIban,
                "3010301",
                Spontaneous: SpontaneousSeed.PublicGround
            )
        ),
        (
            "sanzioni-cds",
            new("Sanzioni al codice della strada", RevenueCategory.NonTax, "9/0102100SA/", FinesIban, BudgetChapter: "3020201")
        ),
        (
            "mensa-scolastica",
            new(
                "Mensa scolastica",
                RevenueCategory.NonTax,
                "9/0107101TS/",
                TreasuryIban,
                PostalIban,
                "3010201",
                AllowsPartialPayment: true,
                Spontaneous: SpontaneousSeed.SchoolMeals
            )
        ),
        (
            "diritti-segreteria",
            new(
                "Diritti di segreteria",
                RevenueCategory.NonTax,
                "9/0103100TS/",
                TreasuryIban,
                PostalIban,
                "3010205",
                Spontaneous: SpontaneousSeed.RegistryFee
            )
        ),
        // 16 euro (art. 3, Tariffa, d.P.R. 642/1972); the account receives nothing of it.
        ("imposta-di-bollo", new("Imposta di bollo", RevenueCategory.Tax, "9/0115103TS/", TreasuryIban, StampAmountCents: 1_600)),
    ];

    /// <summary>Fills a database without organizations; does nothing to any other.</summary>
    public static Task FillWhenEmpty(Db db, Instant now, CancellationToken cancellation) =>
        db.Transact(
            async sql =>
            {
                if (await sql.Value<int>("SELECT COUNT(*) FROM Organizations") == 0)
                {
                    await Fill(sql, now);
                }
            },
            cancellation
        );

    private static async Task Fill(Sql sql, Instant now)
    {
        _ = FiscalCode.TryParse(Municipality, out var fiscalCode);
        var settings = new OrganizationSettings(
            "Comune di Lecce",
            "01",
            "c_e506",
            "AE506",
            "01",
            ContactLines: ["www.comune.lecce.it"],
            ReturnUrlPrefixes: ["https://portale.comune.lecce.example/esito"]
        );
        await Organization.Insert(sql, settings.Describe(fiscalCode, new Validation(), now));
        await Department.Insert(sql, Municipality, "tributi", "Ufficio Tributi", now);
        await Department.Insert(sql, Municipality, "polizia-locale", "Polizia Locale", now);
        await InsertAccount(sql, TreasuryIban, new("Conto di tesoreria"), now);
        await InsertAccount(sql, FinesIban, new("Conto delle sanzioni"), now);
        await InsertAccount(sql, PostalIban, new("Conto postale", "Comune di Lecce - Tesoreria", "AUT. DB/ESEMPIO DEL 01/01/2026"), now);
        foreach (var (code, type) in RevenueTypes)
        {
            await RevenueType.Insert(sql, Municipality, type.Describe(code, new Validation(), now));
        }
    }

    private static Task InsertAccount(Sql sql, string text, BankAccountSettings settings, Instant now)
    {
        _ = Iban.TryParse(text, out var iban);
        return BankAccount.Insert(sql, Municipality, settings.Describe(iban, new Validation(), now));
    }
}
