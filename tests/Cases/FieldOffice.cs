using System.Text;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.BulkLoads;
using Lecce.Riscossione.Tests.Channels.PagoPa;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Cases;

/// <summary>
/// The development seed of Lecce on its own database, with a key of the tax office. The cases share it and use different external ids.
/// </summary>
public sealed class FieldOffice : IAsyncLifetime
{
    public const string Organization = "80008510754";
    public const string Department = "tributi";
    public const string Csv = "text/csv; charset=utf-8";

    /// <summary>The valid fiscal codes of two invented people.</summary>
    public static readonly string Person = Sample.Person(45);
    public static readonly string OtherPerson = Sample.Person(46);

    private static readonly string[] Scopes =
    [
        "documents:read",
        "documents:write",
        "bulk-loads:read",
        "bulk-loads:write",
        "payments:read",
        "payments:record",
        "receipts:read",
        "notices:read",
    ];

    /// <summary>The program, also called by the Node.</summary>
    public NodeHost Api { get; } = new();

    /// <summary>The office's key.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The office's SDK client.</summary>
    public RiscossioneClient Office { get; private set; } = null!;

    /// <summary>An HTTP client with the office's key.</summary>
    public HttpClient Http { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await Api.InitializeAsync();
        Key = await Api.IssueKey(Scopes, Organization, Department);
        Http = Api.Client(Key);
        Office = new RiscossioneClient(Api.Client(), new RiscossioneOptions { ApiKey = Key });
    }

    public async Task DisposeAsync()
    {
        Office.Dispose();
        Http.Dispose();
        await Api.DisposeAsync();
    }

    /// <summary>Posts CSV in UTF-8 as a load and waits until it ends.</summary>
    public Task<BulkLoad> Load(string rows, string? mode = null, string? action = null) =>
        Office.Load(Loads.Content(Encoding.UTF8.GetBytes(rows), Csv), mode, action);

    /// <summary>Posts bytes as a load, unchanged, with exactly this content type; none when it is null.</summary>
    public async Task<HttpResponseMessage> PostLoad(byte[] rows, string? contentType, string query = "")
    {
        using var content = new ByteArrayContent(rows);
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return await Http.PostAsync($"/v1/bulk-loads{query}", content);
    }

    /// <summary>The results of a load, in the order of its rows.</summary>
    public Task<IReadOnlyList<BulkLoadResult>> Results(BulkLoad load, string? outcome = null) => Office.Results(load, outcome);

    /// <summary>The documents with an external id.</summary>
    public async Task<IReadOnlyList<PaymentDocumentSummary>> Documents(string externalId) =>
        [.. (await Office.PaymentDocuments.FindAsync(externalId: externalId)).Items];

    /// <summary>A debt of the waste tax as JSON, payable at once; <paramref name="change"/> adapts it to the case.</summary>
    public static string Debt(string externalId, Action<JsonObject>? change = null)
    {
        var debt = new JsonObject
        {
            ["externalId"] = externalId,
            ["subject"] = "TARI 2026",
            ["debtor"] = new JsonObject
            {
                ["kind"] = "F",
                ["fiscalCode"] = Person,
                ["fullName"] = "Maria Rossi",
            },
            ["items"] = new JsonArray(
                new JsonObject
                {
                    ["revenueType"] = "tari",
                    ["year"] = 2026,
                    ["amountCents"] = 12_000,
                }
            ),
            ["dueOn"] = "2026-12-16",
        };
        change?.Invoke(debt);
        return debt.ToJsonString();
    }
}
