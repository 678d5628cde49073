using System.Net;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Payments;
using Lecce.Riscossione.Sdk;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Lecce.Riscossione.Tests.Host;

/// <summary>An API with one organization, two separate departments and their revenue types.</summary>
public sealed class Town : IAsyncLifetime
{
    public const string TaxOffice = "ENTRATE";
    public const string SchoolOffice = "ISTRUZIONE";

    /// <summary>A tax: due dates roll over holidays, no partial payments.</summary>
    public const string WasteTax = "RIFIUTI";

    /// <summary>Belongs to the Province.</summary>
    public const string Surcharge = "ADDIZIONALE";

    /// <summary>Due dates do not roll, no partial payments.</summary>
    public const string Fees = "DIRITTI";

    /// <summary>Allows partial payments.</summary>
    public const string Rent = "CANONI";

    private readonly List<IDisposable> opened = [];

    public Town()
        : this(new TestDatabase()) { }

    internal Town(TestDatabase database)
        : this(new ApiHost(database)) { }

    internal Town(ApiHost api) => Api = api;

    public ApiHost Api { get; }

    /// <summary>The tax office's client.</summary>
    public RiscossioneClient Taxes { get; private set; } = null!;

    /// <summary>The school office's client.</summary>
    public RiscossioneClient School { get; private set; } = null!;

    /// <summary>A client of the whole organization.</summary>
    public RiscossioneClient Everyone { get; private set; } = null!;

    internal Db Db => Api.Services.GetRequiredService<Db>();

    public async Task InitializeAsync()
    {
        await Api.InitializeAsync();
        await Found();
        Taxes = await Client(TaxOffice);
        School = await Client(SchoolOffice);
        Everyone = await Client(department: null);
    }

    public async Task DisposeAsync()
    {
        opened.ForEach(one => one.Dispose());
        await Api.DisposeAsync();
    }

    /// <summary>A client with these scopes, or with all those of a department.</summary>
    public async Task<RiscossioneClient> Client(string? department, params string[] scopes)
    {
        var http = Http();
        return Keep(new RiscossioneClient(http, new RiscossioneOptions { ApiKey = await Key(department, scopes) }));
    }

    /// <summary>A key for calls that the client does not support.</summary>
    public Task<string> Key(string? department, params string[] scopes) =>
        Api.IssueKey(
            scopes is []
                ?
                [
                    "documents:read",
                    "documents:write",
                    "bulk-loads:read",
                    "bulk-loads:write",
                    "payments:read",
                    "payments:record",
                    "receipts:read",
                ]
                : scopes,
            Sample.Organization,
            department
        );

    /// <summary>An HTTP client that presents a key, or none.</summary>
    public HttpClient Http(string? key = null) => Keep(Api.Client(key));

    /// <summary>Stores a receipt of a payment, which may bring a stamp, or was recovered before it came from the Node; returns its id.</summary>
    public async Task<string> StoreReceipt(string payment, byte[]? stamp = null, bool wasRecovered = false)
    {
        var now = Api.Clock.GetCurrentInstant();
        var id = Id.New(now);
        await Db.Transact(
            async sql =>
            {
                var department = await sql.Value<string>("SELECT DepartmentId FROM Payments WHERE Id = @payment", new { payment });
                var amountCents = await sql.Value<long>("SELECT AmountCents FROM Payments WHERE Id = @payment", new { payment });
                var row = new ReceiptRow
                {
                    Id = id,
                    OrganizationFiscalCode = Sample.CodeOf(Sample.Organization),
                    DepartmentId = Id.TryParse(department, out var departmentId) ? departmentId : null,
                    PaymentId = Id.TryParse(payment, out var paymentId) ? paymentId : null,
                    Channel = Channel.PagoPa,
                    ReceiptId = $"R-{id}",
                    Format = wasRecovered ? ReceiptFormat.PagoPaJson : ReceiptFormat.PagoPaV2,
                    State = ReceiptState.Recorded,
                    ContentType = "application/xml",
                    ContentHash = new byte[32],
                    ReceivedAt = now,
                };
                ReceiptTransferRow[] transfers = stamp is null
                    ? []
                    :
                    [
                        new ReceiptTransferRow
                        {
                            ReceiptId = id,
                            Ordinal = 1,
                            Number = 1,
                            AmountCents = amountCents,
                            BeneficiaryFiscalCode = Sample.Organization,
                            Stamp = stamp,
                        },
                    ];
                await Receipts.Store(sql, [new NewReceipt(row, "<ricevuta/>"u8.ToArray(), transfers)]);
                if (wasRecovered)
                {
                    await LateReceipts.Keep(sql, row with { Format = ReceiptFormat.PagoPaV2 }, "<ricevuta/>"u8.ToArray());
                }
            },
            CancellationToken.None
        );
        return id.Value;
    }

    /// <summary>The number of rows in each table, without those that any call or background work changes.</summary>
    internal async Task<IReadOnlyDictionary<string, long>> CountRows()
    {
        var tables = await Db.Read(
            sql =>
                sql.Rows<string>(
                    sql.Dialect.IsSqlServer
                        ? "SELECT name FROM sys.tables"
                        : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                ),
            CancellationToken.None
        );
        var counts = new Dictionary<string, long>(StringComparer.OrdinalIgnoreCase);
        foreach (var table in tables.Except(["RateLimitWindows", "Leases"], StringComparer.OrdinalIgnoreCase))
        {
            counts[table] = await Db.Read(sql => sql.Value<long>($"SELECT COUNT(*) FROM {table}"), CancellationToken.None);
        }

        return counts;
    }

    private T Keep<T>(T one)
        where T : IDisposable
    {
        opened.Add(one);
        return one;
    }

    private Task Found() =>
        Db.Transact(
            async sql =>
            {
                var now = Api.Clock.GetCurrentInstant();
                await sql.Execute(
                    """
                    INSERT INTO Organizations
                        (FiscalCode, Name, SegregationCode, ApplicationCode, BrokerFiscalCode, StationId, DefaultDueDays, ReturnUrlPrefixes,
                         CreatedAt, UpdatedAt)
                    VALUES (@Organization, 'Comune di Prova', '47', '12', @Organization, 'STAZIONE', 30, @Portal, @now, @now)
                    """,
                    new
                    {
                        Sample.Organization,
                        Sample.Portal,
                        now,
                    }
                );
                await AddDepartment(sql, TaxOffice, now);
                await AddDepartment(sql, SchoolOffice, now);
                await AddRevenueType(sql, WasteTax, 1, now, dueDatesRoll: true);
                await AddRevenueType(sql, Surcharge, 2, now, dueDatesRoll: true, beneficiary: Sample.Province);
                await AddRevenueType(sql, Fees, 3, now);
                await AddRevenueType(sql, Rent, 4, now, allowsPartialPayment: true);
            },
            CancellationToken.None
        );

    private static Task AddDepartment(Sql sql, string code, Instant now) =>
        sql.Execute(
            """
            INSERT INTO Departments (Id, OrganizationFiscalCode, Code, Name, CreatedAt, UpdatedAt)
            VALUES (@id, @Organization, @code, @code, @now, @now)
            """,
            new
            {
                id = Id.New(now),
                Sample.Organization,
                code,
                now,
            }
        );

    private static Task AddRevenueType(
        Sql sql,
        string code,
        int account,
        Instant now,
        bool dueDatesRoll = false,
        bool allowsPartialPayment = false,
        string? beneficiary = null
    ) =>
        sql.Execute(
            """
            INSERT INTO RevenueTypes
                (Id, OrganizationFiscalCode, Code, Name, Category, TaxonomyCode, Iban, DueDatesRoll, AllowsPartialPayment,
                 AllowsSpontaneousPayment, RetentionYears, BeneficiaryFiscalCode, BeneficiaryName, CreatedAt, UpdatedAt)
            VALUES
                (@id, @Organization, @code, @code, 'tax', '9/0101101IM/', @iban, @dueDatesRoll, @allowsPartialPayment,
                 0, 10, @beneficiary, @beneficiary, @now, @now)
            """,
            new
            {
                id = Id.New(now),
                Sample.Organization,
                code,
                iban = Sample.Iban(account),
                dueDatesRoll,
                allowsPartialPayment,
                beneficiary,
                now,
            }
        );
}

/// <summary>Assertions on refused calls.</summary>
internal static class Refusals
{
    public static async Task<RiscossioneException> Refused(this Task call, HttpStatusCode status, string code)
    {
        var refusal = await Assert.ThrowsAsync<RiscossioneException>(() => call);
        Assert.Equal((status, code), (refusal.Status, refusal.Code));
        return refusal;
    }
}
