using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Lecce.Riscossione.Tests.Host;
using Lecce.Riscossione.Tests.Webhooks;

namespace Lecce.Riscossione.Tests.Access;

/// <summary>A town whose tax office owns one object of every kind, with credentials of every kind of caller.</summary>
public sealed partial class Crossing : IAsyncLifetime
{
    private const string Neighbour = "80008510754"; // the seeded municipality

    // One red pixel.
    private const string Logo =
        """{"content":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"}""";
    private static readonly string[] PortalScopes = ["documents:read", "payments:read", "receipts:read", "notices:read"];

    // Tables about callers and requests, which belong to no tenant.
    private static readonly string[] Bookkeeping = ["IdempotentAnswers", "RateLimitWindows", "Leases"];

    private readonly Dictionary<string, string> objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> bodies = new(StringComparer.Ordinal);
    private Dictionary<CallerKind, IReadOnlyList<string?>> bearers = [];
    private string manager = "";
    private string paidNotice = "";

    public Town Town { get; } = new(new PostlessHost());

    /// <summary>Each kind of object of the tax office: its path segment, the preceding segment, and its id.</summary>
    internal IReadOnlyDictionary<string, string> Objects => objects;

    /// <summary>A valid body for each operation that takes one, by the operation's name.</summary>
    internal IReadOnlyDictionary<string, string> Bodies => bodies;

    public async Task InitializeAsync()
    {
        await Town.InitializeAsync();
        manager = await Town.Key(null, "admin");
        await MakeObjects();
        MakeBodies();
        bearers = await MakeBearers();
    }

    public Task DisposeAsync() => Town.DisposeAsync();

    internal bool Shows(string text) =>
        objects.Any(one =>
            one.Key.EndsWith("{id}", StringComparison.Ordinal) && text.Contains($"\"{one.Value}\"", StringComparison.Ordinal)
        );

    /// <summary>True when an answer hides the tax office's objects: 404, or a list without them.</summary>
    internal bool Hides(Operation operation, HttpStatusCode status, string text) =>
        status == HttpStatusCode.NotFound || (!operation.NamesObject && status == HttpStatusCode.OK && !Shows(text));

    /// <summary>
    /// The same for a caller limited to revenue types in the tax office. It may create objects of its own, and a debt of another type gets
    /// the answer of an unknown type.
    /// </summary>
    internal bool HidesFromLimited(Operation operation, HttpStatusCode status, string text) =>
        Hides(operation, status, text)
        || (
            operation is { Method: "POST", NamesObject: false }
            && !Shows(text)
            && (
                status == HttpStatusCode.Accepted
                || text.Contains("revenue-type-unknown", StringComparison.Ordinal)
                || text.Contains("notice-batch-empty", StringComparison.Ordinal)
            )
        );

    /// <summary>The credentials of a kind of caller; null for none.</summary>
    internal IReadOnlyList<string?> Bearers(Operation operation, CallerKind kind) =>
        kind switch
        {
            CallerKind.WithoutScope =>
            [
                bearers[kind].First(one => !one!.EndsWith($"|{operation.Required.Scope}", StringComparison.Ordinal))!.Split('|')[0],
            ],
            CallerKind.Owner => [operation.Required.Covers == Api.Access.Covers.Installation ? Town.Api.AdminKey : manager],
            _ => bearers[kind],
        };

    /// <summary>Calls an operation on the tax office's objects, optionally with another organization in the address.</summary>
    internal async Task<(HttpStatusCode Status, string Text)> Send(Operation operation, string? bearer, string? organization = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), AddressOf(operation, organization));
        request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        if (operation.Method is "POST" or "PUT" or "PATCH")
        {
            request.Content = new StringContent(bodies.GetValueOrDefault(operation.Name, "{}"), Encoding.UTF8, MediaTypeOf(operation));
        }

        using var response = await Town.Http().SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Calls an operation as the tax office's owner with another body.</summary>
    internal async Task<(HttpStatusCode Status, string Text)> SendBody(Operation operation, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(operation.Method), AddressOf(operation, organization: null));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Bearers(operation, CallerKind.Owner)[0]);
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Town.Http().SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Calls an operation as the tax office's owner with query parameters and headers.</summary>
    internal async Task<(HttpStatusCode Status, string Text)> SendQuery(
        Operation operation,
        string query,
        string? address = null,
        (string Name, string Value)? header = null
    )
    {
        address ??= AddressOf(operation, organization: null);
        var separator = address.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        using var request = new HttpRequestMessage(
            new HttpMethod(operation.Method),
            query.Length == 0 ? address : address + separator + query
        );
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Bearers(operation, CallerKind.Owner)[0]);
        if (header is { } own)
        {
            request.Headers.TryAddWithoutValidation(own.Name, own.Value);
        }

        if (header?.Name != "If-Match")
        {
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        }

        if (operation.Method is "POST" or "PUT" or "PATCH")
        {
            request.Content = new StringContent(bodies.GetValueOrDefault(operation.Name, "{}"), Encoding.UTF8, MediaTypeOf(operation));
        }

        using var response = await Town.Http().SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>A digest of every table, except the tables that every request changes.</summary>
    internal async Task<IReadOnlyDictionary<string, string>> Digest()
    {
        // Some engines change the case of names.
        var digest = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var table in (await Town.CountRows()).Keys.Except(Bookkeeping, StringComparer.OrdinalIgnoreCase))
        {
            var rows = await Town.Db.Read(sql => sql.Rows<dynamic>($"SELECT * FROM {table}"), CancellationToken.None);
            var lines = rows.Cast<IDictionary<string, object?>>().Select(Line).Order(StringComparer.Ordinal);
            digest[table] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
        }

        return digest;
    }

    private static string Line(IDictionary<string, object?> row) =>
        string.Join(
            '|',
            row.Where(cell => cell.Key != "LastUsedAt")
                .Select(cell => cell.Value is byte[] bytes ? Convert.ToHexString(bytes) : $"{cell.Value}")
        );

    private static string MediaTypeOf(Operation operation) =>
        operation.Name == "CreateBulkLoad" ? "application/x-ndjson" : "application/json";

    private string AddressOf(Operation operation, string? organization)
    {
        var segments = operation.Path.Split('/');
        for (var at = segments.Length - 1; at > 0; at--)
        {
            if (segments[at].StartsWith('{'))
            {
                var kind = $"{segments[at - 1]}/{segments[at]}";
                segments[at] =
                    objects.GetValueOrDefault(kind)
                    ?? throw new InvalidOperationException($"{operation} needs an object: make {kind} in {nameof(MakeObjects)}.");
            }
        }

        if (organization is not null)
        {
            segments[3] = organization;
        }

        var place = operation.Name == "CreateBulkLoad" ? $"?organization={Sample.Organization}&department={Town.TaxOffice}" : "";
        return string.Join('/', segments) + place;
    }

    private async Task MakeObjects()
    {
        var document = await Town.Taxes.PaymentDocuments.IssueAsync(Sample.WasteTax());
        var payment = await Town.Taxes.Payments.RecordAsync(Sample.Payment(document.Options[1].Installments[0].NoticeNumber, 7_001));
        objects["organizations/{organization}"] = Sample.Organization;
        objects["departments/{department}"] = Town.TaxOffice;
        objects["revenue-types/{revenueType}"] = Town.WasteTax;
        objects["bank-accounts/{iban}"] = await MakeAccount();
        objects["spontaneous-services/{service}"] = await MakeService();
        objects["payment-documents/{id}"] = document.Id;
        objects["payments/{id}"] = payment.Id;
        objects["receipts/{id}"] = await Town.StoreReceipt(payment.Id, stamp: [1, 2, 3], wasRecovered: true);
        objects["receipt-recoveries/{id}"] = await MakeRecovery();
        objects["stamps/{number}"] = "1";
        objects["api-keys/{id}"] = await MakeKey();
        objects["bulk-loads/{id}"] = await MakeLoad();
        objects["notice-batches/{id}"] = await MakeNoticeBatch();
        objects["webhook-endpoints/{id}"] = await MakeEndpoint();
        objects["deliveries/{eventId}"] = (string)
            (await Post($"/v1/webhook-endpoints/{objects["webhook-endpoints/{id}"]}/test-events", "{}"))["eventId"]!;
        var recovery = $"/v1/webhook-endpoints/{objects["webhook-endpoints/{id}"]}/recoveries";
        objects["recoveries/{recoveryId}"] = (string)(await Post(recovery, Range, HttpStatusCode.Accepted))["id"]!;
        objects["spontaneous-payments/{id}"] = (string)(await Post("/v1/spontaneous-payments", FormOf("CROCE-0")))["id"]!;
        paidNotice = document.Options[1].Installments[0].NoticeNumber!;
        objects["checkouts/{id}"] = await MakeCheckout();
        await MakeLogo();
    }

    private const string Range = """{"since":"2026-11-01T00:00:00Z"}""";

    private static string FormOf(string externalId) =>
        $$"""{"organization":"{{Sample.Organization}}","service":"copie","debtor":{"kind":"F","fiscalCode":"{{Sample.Person(3)}}","fullName":"Maria Rossi"},"data":{"atto":"delibera","copie":2,"urgente":false},"amountCents":516,"externalId":"{{externalId}}"}""";

    private void MakeBodies()
    {
        var place = $"\"organization\":\"{Sample.Organization}\",\"department\":\"{Town.TaxOffice}\"";
        bodies["CreateOrganization"] = $$"""{"fiscalCode":"{{Sample.OtherOrganization}}","name":"Altro","segregationCode":"48"}""";
        bodies["ChangeOrganization"] = """{"name":"Comune di Prova","segregationCode":"47"}""";
        bodies["CreateDepartment"] = """{"code":"nuovo","name":"Nuovo"}""";
        bodies["ChangeDepartment"] = """{"name":"Cambiato"}""";
        bodies["CreateBankAccount"] = $$"""{"iban":"{{Sample.Iban(8)}}","name":"Nuovo"}""";
        bodies["ChangeBankAccount"] = """{"name":"Cambiato"}""";
        bodies["CreateRevenueType"] =
            $$"""{"code":"nuovo","name":"Nuovo","category":"tax","taxonomyCode":"9/0101101IM/","iban":"{{objects["bank-accounts/{iban}"]}}"}""";
        bodies["ChangeRevenueType"] =
            $$"""{"name":"Cambiato","category":"tax","taxonomyCode":"9/0101101IM/","iban":"{{objects["bank-accounts/{iban}"]}}"}""";
        bodies["MoveRevenueTypeAccount"] = $$"""{"fromIban":"{{Sample.Iban(9)}}","reason":"Prova"}""";
        bodies["IssueApiKey"] = $$"""{"name":"Nuova","scopes":["documents:read"],{{place}}}""";
        bodies["ChangeApiKey"] = """{"name":"Cambiata","expiresAt":"2027-11-23T11:00:00Z"}""";
        bodies["RegisterWebhookEndpoint"] =
            $$"""{"url":"https://uffici.example/avvisi","eventTypes":["payment.recorded"],"description":"Avvisi",{{place}}}""";
        bodies["ChangeWebhookEndpoint"] = """{"description":"Avvisi dell'ufficio"}""";
        bodies["StartWebhookRecovery"] = Range;
        bodies["RotateWebhookSecret"] = """{"overlapHours":1}""";
        bodies["IssuePaymentDocument"] =
            $$"""{"externalId":"CROCE-1","subject":"Prova","debtor":{"kind":"F","fiscalCode":"{{Sample.Person(1)}}","fullName":"Maria Rossi"},"items":[{"revenueType":"{{Town.Fees}}","year":2026,"amountCents":100}],{{place}}}""";
        bodies["SearchPaymentDocuments"] = $$"""{"debtorFiscalCode":"{{Sample.Person(1)}}"}""";
        bodies["SetOrganizationLogo"] = Logo;
        bodies["QuoteSpontaneousPayment"] = bodies["CreateSpontaneousPayment"] = FormOf("CROCE-1");
        bodies["CancelPaymentDocument"] = """{"reason":"Prova"}""";
        bodies["SuspendPaymentDocument"] =
            """{"kind":"request","from":"2026-11-23","until":"2026-12-31","reason":"Prova","order":{"number":"1","date":"2026-11-23"},"dryRun":false}""";
        bodies["ResumePaymentDocument"] = """{"reason":"Prova","order":{"number":"1","date":"2026-11-23"},"dryRun":false}""";
        // Paid already, so that no cart is asked for.
        bodies["OpenCheckout"] =
            $$"""{"externalId":"CROCE-1","notices":[{"organization":"{{Sample.Organization}}","noticeNumber":"{{paidNotice}}"}],"returnUrls":{"ok":"{{Sample.Portal}}","cancel":"{{Sample.Portal}}","error":"{{Sample.Portal}}","waiting":"{{Sample.Portal}}"},"email":"maria@example.org"}""";
        bodies["LookUpNotice"] = bodies["DownloadLookedUpNotice"] =
            $$"""{"organization":"{{Sample.Organization}}","noticeNumber":"{{paidNotice}}","debtorFiscalCode":"{{Sample.Person(1)}}"}""";
        // Selects no documents, so that no background work runs during the next call.
        bodies["CreateNoticeBatch"] = $$"""{"year":1999,{{place}}}""";
        // Filed already, so that the service need not be there.
        bodies["RequestReceiptRecovery"] = $$"""{"organization":"{{Sample.Organization}}","iur":"CROCE-1","iuv":"01000000012345678"}""";
        bodies["RecordPayment"] =
            $$"""{"channel":"counter","channelPaymentId":"CROCE-1","documentId":"{{objects["payment-documents/{id}"]}}","installmentOrdinal":3,"amountCents":7000,"paidAt":"2026-11-23T10:00:00Z"}""";
    }

    private async Task<Dictionary<CallerKind, IReadOnlyList<string?>>> MakeBearers()
    {
        var everything = await Town.Api.IssueKey(["admin"], Neighbour);
        return new()
        {
            [CallerKind.Stranger] =
            [
                null,
                "rk_000000000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                await Town.ExpiredKey(),
                await Town.RevokedKey(),
                "non.un.token",
                (await Token(new { organization = Neighbour, scopes = new[] { "admin" } }))[..^6] + "AAAAAA",
            ],
            [CallerKind.WithoutScope] =
            [
                $"{await Town.Key(null, "webhooks:manage")}|webhooks:manage",
                $"{await Town.Key(null, "documents:write")}|documents:write",
            ],
            [CallerKind.OtherOrganization] = [everything, await Token(new { organization = Neighbour, scopes = new[] { "admin" } })],
            [CallerKind.OtherDepartment] =
            [
                await Town.Key(Town.SchoolOffice, "admin"),
                await Token(
                    new
                    {
                        organization = Sample.Organization,
                        department = Town.SchoolOffice,
                        scopes = new[] { "admin" },
                    }
                ),
            ],
            [CallerKind.OtherRevenueType] =
            [
                await LimitedKey(),
                await Token(
                    new
                    {
                        organization = Sample.Organization,
                        department = Town.TaxOffice,
                        revenueTypes = new[] { Town.Rent },
                        scopes = new[] { "admin" },
                    }
                ),
            ],
            [CallerKind.Debtor] = [await Portal(Sample.Person(1))],
            [CallerKind.OtherDebtor] = [await Portal(Sample.Person(2))],
            [CallerKind.Auditor] =
            [
                await Town.Key(null, "audit:read"),
                await Token(new { organization = Sample.Organization, scopes = new[] { "audit:read" } }),
            ],
        };
    }

    /// <summary>A key of the tax office, limited to a revenue type that its objects lack.</summary>
    private async Task<string> LimitedKey() =>
        (string)
            (
                await Post(
                    "/v1/api-keys",
                    $$"""{"name":"Canoni","scopes":["admin"],"department":"{{Town.TaxOffice}}","revenueTypes":["{{Town.Rent}}"]}"""
                )
            )["key"]!;

    private Task<string> Portal(string debtor) =>
        Token(
            new
            {
                organization = Sample.Organization,
                scopes = PortalScopes,
                debtorFiscalCode = debtor,
            }
        );

    private Task<string> Token(object request) => Town.Api.DevToken(request);
}
