using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Notices;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Tests.Host;
using NodaTime;
using KernelIban = Lecce.Riscossione.Api.Kernel.Iban;

namespace Lecce.Riscossione.Tests.Notices;

/// <summary>Documents for printing, without a database; a test sets only what it is about.</summary>
internal sealed record SampleNotice
{
    public static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 11, 0);
    public static readonly Id DocumentId = Id.New(Now);
    private static readonly LocalDate FirstDue = new(2026, 12, 16);

    public string Subject { get; init; } = "TARI 2026 - Tassa sui rifiuti";
    public string DebtorName { get; init; } = "Maria Rossi";

    /// <summary>True for a debtor without an Italian fiscal code.</summary>
    public bool Foreign { get; init; }
    public string? Street { get; init; } = "Via Giuseppe Libertini";
    public string CivicNumber { get; init; } = "12";
    public string? City { get; init; } = "Lecce";
    public string CreditorName { get; init; } = "Comune di Lecce";
    public string? Sector { get; init; } = "Ufficio Tributi";
    public IReadOnlyList<string> ContactLines { get; init; } = ["www.comune.lecce.it - Tel. 0832 682111", "tributi@example.org"];
    public string? Cbill { get; init; } = "AE506";
    public byte[]? Logo { get; init; }
    public bool Postal { get; init; }
    public string? Language { get; init; }
    public bool Whole { get; init; } = true;
    public bool Reduced { get; init; }

    /// <summary>The days from the notification within which the reduced amount is valid; null for a due date.</summary>
    public int? WithinDays { get; init; }
    public int Installments { get; init; }

    /// <summary>The number of installments already paid, from the first.</summary>
    public int PaidInstallments { get; init; }
    public bool WithoutDueDate { get; init; }
    public long AmountCents { get; init; } = 102_099;
    public int? OnlyInstallment { get; init; }
    public long FirstNumber { get; init; } = 1;

    /// <summary>A short name of the variant.</summary>
    public string Name { get; init; } = "single";

    public NoticeContent Content => NoticeContent.Of(Document, Issuer, new NoticeWish(OnlyInstallment, Language ?? "it"), Now);

    public NoticeIssuer Issuer =>
        new()
        {
            FiscalCode = Sample.CodeOf("80008510754"),
            Name = CreditorName,
            Sector = Sector,
            ContactLines = ContactLines,
            CbillCode = Cbill,
            Logo = Logo is null ? null : Api.Pdf.PdfImage.Read(Logo),
            PostalAccounts = Postal
                ?
                [
                    new PostalAccount
                    {
                        Iban = IbanOf("IT94H0760116000000000506730"),
                        PostalHolder = $"{CreditorName} - Tesoreria",
                        PostalAuthorization = "AUT. DB/SSIC/E 12345 DEL 01/01/2026",
                    },
                ]
                : [],
        };

    public StoredDocument Document
    {
        get
        {
            var options = new List<OptionRow>();
            var installments = new List<InstallmentRow>();
            if (Whole)
            {
                Add(OptionKind.Single, [AmountCents]);
            }

            if (Reduced)
            {
                Add(OptionKind.Reduced, [Math.Max(1, AmountCents * 7 / 10)]);
            }

            if (Installments > 0)
            {
                Add(OptionKind.Installments, Split.Evenly(AmountCents, Installments));
            }

            return new StoredDocument
            {
                Row = Header,
                Items = [Item],
                Options = options,
                Installments = installments,
                Allocations =
                [
                    .. installments.Select(row => new AllocationRow
                    {
                        InstallmentOrdinal = row.Ordinal,
                        ItemOrdinal = 1,
                        AmountCents = row.AmountCents,
                        ResidualCents = row.ResidualCents,
                    }),
                ],
            };

            void Add(string kind, IReadOnlyList<long> amounts)
            {
                options.Add(
                    new OptionRow
                    {
                        Ordinal = options.Count + 1,
                        Kind = kind,
                        WithinDays = kind == OptionKind.Reduced ? WithinDays : null,
                    }
                );
                for (var index = 0; index < amounts.Count; index++)
                {
                    installments.Add(
                        new InstallmentRow
                        {
                            Ordinal = installments.Count + 1,
                            OptionOrdinal = options.Count,
                            PositionInOption = index + 1,
                            NoticeNumber = NoticeNumber.Compose("01", FirstNumber + installments.Count),
                            AmountCents = amounts[index],
                            ResidualCents = kind == OptionKind.Installments && index < PaidInstallments ? 0 : amounts[index],
                            DueOn =
                                WithoutDueDate || (kind == OptionKind.Reduced && WithinDays is not null)
                                    ? null
                                    : FirstDue.PlusMonths(2 * index),
                        }
                    );
                }
            }
        }
    }

    private DocumentRow Header =>
        new()
        {
            Id = DocumentId,
            OrganizationFiscalCode = Sample.CodeOf("80008510754"),
            State = DocumentState.Issued,
            Subject = Subject,
            DebtorKind = "F",
            DebtorFiscalCode = Foreign ? FiscalCode.Anonymous : Sample.CodeOf(Sample.Person(1)),
            DebtorForeignId = Foreign ? "KA-EF 12" : null,
            DebtorForeignCountry = Foreign ? "DE" : null,
            DebtorName = DebtorName,
            DebtorStreet = Street,
            DebtorCivicNumber = Street is null ? null : CivicNumber,
            DebtorPostalCode = "73100",
            DebtorCity = City,
            DebtorProvince = "LE",
        };

    private ItemRow Item =>
        new()
        {
            Ordinal = 1,
            AmountCents = AmountCents,
            ResidualCents = AmountCents,
            BeneficiaryFiscalCode = Sample.CodeOf("80008510754"),
            BeneficiaryName = CreditorName,
            Iban = IbanOf("IT91V0542811101000000506001"),
            PostalIban = IbanOf("IT94H0760116000000000506730"),
            TaxonomyCode = "9/0101101IM/",
        };

    /// <summary>Every variant of the guide, Italian only.</summary>
    public static IEnumerable<SampleNotice> Variants =>
        from postal in new[] { false, true }
        from one in new SampleNotice[]
        {
            new() { Name = "single" },
            new() { Name = "no-due-date", WithoutDueDate = true },
            new() { Name = "single-2", Installments = 2 },
            new() { Name = "single-3", Installments = 3 },
            new() { Name = "single-5", Installments = 5 },
            new() { Name = "single-11", Installments = 11 },
            new()
            {
                Name = "plan-4",
                Whole = false,
                Installments = 4,
            },
            new()
            {
                Name = "plan-10",
                Whole = false,
                Installments = 10,
            },
            new()
            {
                Name = "plan-40",
                Whole = false,
                Installments = 40,
            },
            new()
            {
                Name = "fine",
                Reduced = true,
                Subject = "Verbale 1234/2026 - Violazione del codice della strada",
            },
            new()
            {
                Name = "fine-within-days",
                Reduced = true,
                WithinDays = 365,
                Subject = "Verbale 1234/2026 - Violazione del codice della strada",
            },
            new()
            {
                Name = "reduced-only",
                Whole = false,
                Reduced = true,
                WithinDays = 5,
            },
            new()
            {
                Name = "last-of-plan",
                Whole = false,
                Installments = 3,
                PaidInstallments = 2,
            },
            new()
            {
                Name = "one-of-plan",
                Installments = 3,
                OnlyInstallment = 3,
            },
            new()
            {
                Name = "no-cbill",
                Cbill = null,
                Sector = null,
                ContactLines = [],
            },
        }
        select one with
        {
            Postal = postal,
            Name = postal ? $"{one.Name}-postal" : one.Name,
        };

    /// <summary>Every variant in every combination of languages.</summary>
    public static IEnumerable<SampleNotice> VariantsInAllLanguages =>
        from language in new[] { "it", "de", "en", "fr", "sl" }
        from one in Variants
        select one with
        {
            Language = language,
            Name = $"{one.Name}-{language}",
        };

    /// <summary>The variant with every field at its maximum length, and longer.</summary>
    public SampleNotice Filled(string letters, int times) =>
        this with
        {
            Name = $"{Name}-{times}x",
            Subject = Long(letters, 90 * times),
            DebtorName = Long(letters, 70 * times),
            Street = Long(letters, 40 * times),
            CivicNumber = "1234/BIS scala B",
            City = Long(letters, 30 * times),
            CreditorName = Long(letters, 100 * times),
            Sector = Sector is null ? null : Long(letters, 50 * times),
            ContactLines = ContactLines.Count == 0 ? [] : [.. Enumerable.Repeat(Long(letters, 100 * times), 3)],
            Cbill = Cbill is null ? null : "WWWWW",
            // A greater amount would have no bulletin.
            AmountCents = Postal ? NoticeCodes.MaxPostalCents : Amount.MaxCents,
        };

    private static string Long(string letters, int length) =>
        string.Concat(Enumerable.Repeat(letters, (length / letters.Length) + 1))[..length].Trim();

    private static KernelIban IbanOf(string text) =>
        KernelIban.TryParse(text, out var iban) ? iban : throw new ArgumentException("Not an IBAN.", nameof(text));
}
