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

    private Task<JsonNode> Post(string path, string json) => Town.Http(manager).PostText(path, json).Expect(HttpStatusCode.Created);

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
}
