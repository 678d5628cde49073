using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Access;

/// <summary>Makes the objects that the callers ask for.</summary>
public sealed partial class Crossing
{
    private async Task<string> MakeAccount() =>
        (string)
            (await Post($"/v1/organizations/{Sample.Organization}/bank-accounts", $$"""{"iban":"{{Sample.Iban(1)}}","name":"Conto"}"""))[
                "iban"
            ]!;

    /// <summary>A revenue type that can be paid without a notice.</summary>
    private async Task<string> MakeService() =>
        (string)
            (
                await Post(
                    $"/v1/organizations/{Sample.Organization}/revenue-types",
                    $$"""{"code":"copie","name":"Copie","category":"non-tax","taxonomyCode":"9/0101101IM/","iban":"{{objects["bank-accounts/{iban}"]}}","spontaneous":{{Sample.Service(Town.TaxOffice, """{"kind":"entered","minCents":1,"maxCents":99999999999}""")}}}"""
                )
            )["code"]!;

    private async Task<string> MakeKey() =>
        (string)
            (await Post("/v1/api-keys", $$"""{"name":"Ufficio","scopes":["documents:read"],"department":"{{Town.TaxOffice}}"}"""))["id"]!;

    private async Task<string> MakeEndpoint() =>
        (string)
            (
                await Post(
                    "/v1/webhook-endpoints",
                    $$"""{"url":"https://uffici.example/eventi","eventTypes":["payment.recorded"],"department":"{{Town.TaxOffice}}"}"""
                )
            )["id"]!;

    private async Task MakeLogo()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/organizations/{Sample.Organization}/logo")
        {
            Content = new StringContent(Logo, Encoding.UTF8, "application/json"),
            Headers = { IfMatch = { EntityTagHeaderValue.Any } },
        };
        await Town.Http(manager).SendAsync(request).Expect(HttpStatusCode.OK);
    }

    private Task<JsonNode> Post(string path, string json, HttpStatusCode expected = HttpStatusCode.Created) =>
        Town.Http(manager).PostText(path, json).Expect(expected);

    private async Task<string> MakeLoad()
    {
        var now = Town.Api.Clock.GetCurrentInstant();
        var id = Id.New(now).Value;
        await Town.Db.Transact(
            sql =>
                sql.Execute(
                    """
                    INSERT INTO BulkLoads (
                        Id, OrganizationFiscalCode, DepartmentId, Format, Mode, Action, State, Actor, ReceivedBytes, ReceivedRows, NextLine,
                        FinishedLine, RowsRead, Issued, Unchanged, Replaced, Cancelled, Rejected, CreatedAt, UpdatedAt)
                    SELECT @id, OrganizationFiscalCode, Id, 'csv', 'dry-run', 'issue', 'completed', 'prova', 0, 0, 1,
                           1, 0, 0, 0, 0, 0, 0, @now, @now
                      FROM Departments
                     WHERE Code = @TaxOffice
                    """,
                    new
                    {
                        id,
                        now,
                        Town.TaxOffice,
                    }
                ),
            CancellationToken.None
        );
        return id;
    }

    private async Task<string> MakeNoticeBatch()
    {
        var now = Town.Api.Clock.GetCurrentInstant();
        var id = Id.New(now).Value;
        await Town.Db.Transact(
            sql =>
                sql.Execute(
                    """
                    INSERT INTO NoticeBatches (
                        Id, OrganizationFiscalCode, DepartmentId, State, Actor, Total, NextOrdinal, Made, Refused, Pages, CreatedAt, UpdatedAt)
                    SELECT @id, OrganizationFiscalCode, Id, 'cancelled', 'prova', 0, 1, 0, 0, 0, @now, @now
                      FROM Departments
                     WHERE Code = @TaxOffice
                    """,
                    new
                    {
                        id,
                        now,
                        Town.TaxOffice,
                    }
                ),
            CancellationToken.None
        );
        return id;
    }

    private async Task<string> MakeRecovery()
    {
        var now = Town.Api.Clock.GetCurrentInstant();
        var id = Id.New(now).Value;
        await Town.Db.Transact(
            sql =>
                sql.Execute(
                    """
                    INSERT INTO ReceiptRecoveries (Id, OrganizationFiscalCode, Iur, State, Attempts, NextAttemptAt, Actor, CreatedAt)
                    VALUES (@id, @Organization, 'CROCE-1', 'pending', 1, @now, 'prova', @now)
                    """,
                    new
                    {
                        id,
                        now,
                        Sample.Organization,
                    }
                ),
            CancellationToken.None
        );
        return id;
    }

    /// <summary>A checkout that the manager's key made.</summary>
    private async Task<string> MakeCheckout()
    {
        var now = Town.Api.Clock.GetCurrentInstant();
        var id = Id.New(now).Value;
        await Town.Db.Transact(
            async sql =>
            {
                var key = await sql.Value<string>("SELECT Id FROM ApiKeys WHERE Prefix = @prefix", new { prefix = manager.Split('_')[1] });
                await sql.Execute(
                    """
                    INSERT INTO Checkouts (Id, OrganizationFiscalCode, Actor, ExternalId, ContentHash, State, Carts, AskedAt, CreatedAt)
                    VALUES (@id, @Organization, @actor, 'PORTALE-1', @hash, 'failed', 1, @now, @now)
                    """,
                    new
                    {
                        id,
                        now,
                        Sample.Organization,
                        actor = $"api-key:{key}",
                        hash = new byte[32],
                    }
                );
                await sql.Execute(
                    """
                    INSERT INTO CheckoutNotices (CheckoutId, Ordinal, OrganizationFiscalCode, NoticeNumber, AmountCents)
                    VALUES (@id, 1, @Organization, @paidNotice, 7001)
                    """,
                    new
                    {
                        id,
                        Sample.Organization,
                        paidNotice,
                    }
                );
            },
            CancellationToken.None
        );
        return id;
    }
}
