using System.Security.Cryptography;
using CsCheck;
using Lecce.Riscossione.Api.Access;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.PaymentDocuments;
using Lecce.Riscossione.Api.PaymentDocuments.Issue;
using Lecce.Riscossione.Api.PaymentDocuments.Rows;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;
using Lecce.Riscossione.Tests.Host;
using NodaTime;

namespace Lecce.Riscossione.Tests.PaymentDocuments;

/// <summary>Requests of every form that a department may send, and documents made of them without a database.</summary>
internal static class RandomDocuments
{
    public const int MaxAccounts = 8;
    public const long StampCents = 1_600;
    private const string Stamps = "BOLLO";
    public static readonly Instant IssuedAt = Instant.FromUtc(2026, 3, 2, 9, 0);
    public static readonly FiscalCode Organization = Sample.CodeOf(Sample.Organization);

    private static readonly Dictionary<string, RevenueTypeFacts> WhollyPayable = Register(allowsPartialPayment: false);
    private static readonly Dictionary<string, RevenueTypeFacts> PartlyPayable = Register(allowsPartialPayment: true);

    /// <summary>A right request: 1 to 20 items, poured into 1 to 8 accounts, and one full option with up to three more of any kind.</summary>
    public static Gen<IssuePaymentDocumentRequest> Request { get; } =
        Items(MaxAccounts).SelectMany(items => Options(items.Sum(item => item.AmountCents)).Select(options => Of(items, options)));

    /// <summary>Of such requests, those whose installments never need more than five transfers, for they pour into five accounts.</summary>
    public static Gen<IssuePaymentDocumentRequest> StorableRequest { get; } =
        Items(Allocation.MaxTransfers)
            .SelectMany(items => Options(items.Sum(item => item.AmountCents)).Select(options => Of(items, options)));

    /// <summary>What the creditor has registered: revenue types R0 to R7, each with an account of its own.</summary>
    public static PlanContext Context(bool allowsPartialPayment = false) =>
        new(Organization, "Comune di Prova", "12", RevenueTypes(allowsPartialPayment), Rome.DateOf(IssuedAt));

    /// <summary>The document of a request, issued, as a department's key would leave it.</summary>
    public static StoredDocument Issue(IssuePaymentDocumentRequest request, bool allowsPartialPayment)
    {
        var plan = DocumentPlan.Of(request, Context(allowsPartialPayment));
        var creditor = new Creditor(
            new Tenant { Organization = Organization, DepartmentId = Id.New(IssuedAt) },
            RevenueTypes(allowsPartialPayment)
        );
        var numbers = Enumerable.Range(1, plan.Options.Sum(option => option.Installments.Count)).Select(n => NoticeNumber.Compose("01", n));
        return NewDocument.Of(request, plan, creditor, IssuedAt).Compose([.. numbers], "test");
    }

    public static IssuePaymentDocumentRequest Of(
        IReadOnlyList<DebtItemRequest> items,
        params IReadOnlyList<PaymentOptionRequest> options
    ) =>
        new()
        {
            ExternalId = "T-1",
            Subject = "Debito di prova",
            Debtor = new Debtor
            {
                Kind = "F",
                FiscalCode = Sample.Person(1),
                FullName = "Maria Rossi",
            },
            Items = items,
            Options = options,
        };

    public static DebtItemRequest Item(int account, long cents) =>
        new()
        {
            RevenueType = $"R{account}",
            Year = 2026,
            AmountCents = cents,
        };

    /// <summary>An item that asks for the stamp of the n-th document.</summary>
    public static DebtItemRequest Stamp(int document) =>
        new()
        {
            RevenueType = Stamps,
            Year = 2026,
            AmountCents = StampCents,
            Stamp = new StampRequest { DocumentHash = Convert.ToBase64String(SHA256.HashData([(byte)document])), Province = "LE" },
        };

    /// <summary>Items of up to four accounts, and stamps for the transfers that are left, in any order.</summary>
    public static Gen<DebtItemRequest[]> ItemsWithStamps { get; } =
        Gen.Int[1, Allocation.MaxTransfers - 1]
            .SelectMany(accounts =>
                Gen.Select(
                    Items(accounts),
                    Gen.Int[1, Allocation.MaxTransfers - accounts].Select(count => Enumerable.Range(1, count).Select(Stamp).ToArray()),
                    (items, stamps) => (DebtItemRequest[])[.. items, .. stamps]
                )
            )
            .SelectMany(Gen.Shuffle);

    private static Gen<DebtItemRequest[]> Items(int maxAccounts) =>
        Gen.Int[1, maxAccounts]
            .SelectMany(accounts =>
                Gen.Select(Gen.Int[0, accounts - 1], Gen.OneOf(Gen.Long[1, 30], Gen.Long[1, 1_000_000_000]), Item).Array[1, 20]
            );

    private static Gen<PaymentOptionRequest[]> Options(long total) =>
        total < 2
            ? Single.Select(single => new[] { single })
            : Gen.Select(
                Gen.OneOf(Single, Plan(total), Listed(total)),
                Gen.OneOf(Single, Plan(total), Listed(total), Reduced(total)).Array[0, 3],
                (first, others) => new[] { first }.Concat(others).ToArray()
            );

    private static Gen<PaymentOptionRequest> Single { get; } =
        Gen.Const(new PaymentOptionRequest { Kind = OptionKind.Single, DueOn = new LocalDate(2026, 6, 16) });

    private static Gen<PaymentOptionRequest> Plan(long total) =>
        Gen.Select(
            Gen.Int[2, (int)Math.Min(12, total)],
            Gen.Int[1, 12],
            (count, months) =>
                new PaymentOptionRequest
                {
                    Kind = OptionKind.Installments,
                    Plan = new InstallmentPlan
                    {
                        Count = count,
                        FirstDueOn = new LocalDate(2026, 6, 16),
                        EveryMonths = months,
                    },
                }
        );

    private static Gen<PaymentOptionRequest> Listed(long total) =>
        Gen.Long[1, 1_000]
            .Array[2, (int)Math.Min(12, total)]
            .Select(weights => new PaymentOptionRequest
            {
                Kind = OptionKind.Installments,
                Installments =
                [
                    .. AtLeastOneCentEach(total, weights)
                        .Select(
                            (cents, index) =>
                                new InstallmentRequest { DueOn = new LocalDate(2026, 6, 16).PlusMonths(index), AmountCents = cents }
                        ),
                ],
            });

    private static Gen<PaymentOptionRequest> Reduced(long total) =>
        Gen.Select(
            Gen.Int[1, 60],
            Gen.Long[1, total - 1],
            Gen.Bool,
            (days, cents, isNotified) =>
                new PaymentOptionRequest
                {
                    Kind = OptionKind.Reduced,
                    WithinDays = isNotified ? null : days,
                    DueOn = isNotified ? Rome.DateOf(IssuedAt).PlusDays(days) : null,
                    AmountCents = cents,
                }
        );

    /// <summary>Parts by the weights, by a rule of this test alone: whatever is lost in dividing goes to the last.</summary>
    private static long[] AtLeastOneCentEach(long total, long[] weights)
    {
        var parts = weights.Select(weight => 1 + (total - weights.Length) / weights.Sum() * weight).ToArray();
        parts[^1] += total - parts.Sum();
        return parts;
    }

    private static Dictionary<string, RevenueTypeFacts> RevenueTypes(bool allowsPartialPayment) =>
        allowsPartialPayment ? PartlyPayable : WhollyPayable;

    private static Dictionary<string, RevenueTypeFacts> Register(bool allowsPartialPayment) =>
        Enumerable
            .Range(0, MaxAccounts)
            .Select(n => new RevenueTypeFacts
            {
                Id = Id.New(IssuedAt),
                Code = $"R{n}",
                Name = $"Entrata {n}",
                TaxonomyCode = "9/0101101IM/",
                Iban = Iban.TryParse(Sample.Iban(n), out var iban) ? iban : default,
                AllowsPartialPayment = allowsPartialPayment,
            })
            .Append(
                new RevenueTypeFacts
                {
                    Id = Id.New(IssuedAt),
                    Code = Stamps,
                    Name = "Imposta di bollo",
                    TaxonomyCode = "9/0115103TS/",
                    Iban = Iban.TryParse(Sample.Iban(0), out var unused) ? unused : default,
                    StampAmountCents = StampCents,
                }
            )
            .ToDictionary(type => type.Code, StringComparer.Ordinal);
}
