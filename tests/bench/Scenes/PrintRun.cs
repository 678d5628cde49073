using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using NodaTime;

namespace Lecce.Riscossione.Bench.Scenes;

/// <summary>
/// Documents as a mass print reads them from the database, without one: each due in one installment, payable by QR code and by postal
/// bulletin, so that its notice is a single page with both codes. The same seed always gives the same documents.
/// </summary>
/// <param name="seed">Any number.</param>
internal sealed class PrintRun(int seed)
{
    public static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 11, 0);

    private static readonly FiscalCode Creditor = FiscalCode.TryParse("80008510754", out var code) ? code : default;
    private static readonly Iban Postal = Iban.TryParse("IT94H0760116000000000506730", out var iban) ? iban : default;
    private readonly People people = new(seed);

    public static NoticeIssuer Issuer { get; } =
        new()
        {
            FiscalCode = Creditor,
            Name = "Comune di Lecce",
            Sector = "Ufficio Tributi",
            ContactLines = ["www.comune.lecce.it - Tel. 0832 682111", "tributi@example.org"],
            CbillCode = "AE506",
            PostalAccounts =
            [
                new PostalAccount
                {
                    Iban = Postal,
                    PostalHolder = "Comune di Lecce - Tesoreria",
                    PostalAuthorization = "AUT. DB/ESEMPIO DEL 01/01/2026",
                },
            ],
        };

    /// <summary>The document with a number, from zero.</summary>
    public StoredDocument Document(int number)
    {
        var person = people.Person(number);
        var cents = new Random(unchecked((seed * 17) + number)).Next(48_00, 620_00);
        return new StoredDocument
        {
            Row = new DocumentRow
            {
                OrganizationFiscalCode = Creditor,
                State = DocumentState.Issued,
                Subject = "TARI 2026 - Tassa sui rifiuti",
                DebtorKind = person.Kind,
                DebtorFiscalCode = FiscalCode.TryParse(person.FiscalCode, out var code) ? code : default,
                DebtorName = person.FullName,
                DebtorStreet = person.Street,
                DebtorCivicNumber = person.CivicNumber,
                DebtorPostalCode = person.PostalCode,
                DebtorCity = person.City,
                DebtorProvince = person.Province,
            },
            Items =
            [
                new ItemRow
                {
                    Ordinal = 1,
                    AmountCents = cents,
                    ResidualCents = cents,
                    BeneficiaryFiscalCode = Creditor,
                    BeneficiaryName = "Comune di Lecce",
                    Iban = Postal,
                    TaxonomyCode = "9/0101101IM/",
                },
            ],
            Options = [new OptionRow { Ordinal = 1, Kind = OptionKind.Single }],
            Installments =
            [
                new InstallmentRow
                {
                    Ordinal = 1,
                    OptionOrdinal = 1,
                    PositionInOption = 1,
                    NoticeNumber = NoticeNumber.Compose("01", number),
                    AmountCents = cents,
                    ResidualCents = cents,
                    DueOn = new LocalDate(2026, 12, 16),
                },
            ],
            Allocations =
            [
                new AllocationRow
                {
                    InstallmentOrdinal = 1,
                    ItemOrdinal = 1,
                    AmountCents = cents,
                    ResidualCents = cents,
                },
            ],
        };
    }
}
