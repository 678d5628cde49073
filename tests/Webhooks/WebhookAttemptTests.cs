using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Api.Webhooks;
using Lecce.Riscossione.Tests.Host;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NodaTime.Text;
using Scopes = Lecce.Riscossione.Api.Access.Scopes;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>The attempts of a delivery, one by one.</summary>
public sealed class WebhookAttemptTests(PostlessHost host) : IClassFixture<PostlessHost>, IAsyncLifetime
{
    private Receiver receiver = null!;
    private TestTenant tenant = null!;
    private HttpClient client = null!;
    private string endpoint = "";
    private string delivery = "";

    private Db Db => host.Services.GetRequiredService<Db>();

    public async Task InitializeAsync()
    {
        receiver = await Receiver.Start();
        tenant = await TestTenant.Add(Db, host.Clock.GetCurrentInstant());
        client = host.Client(await host.IssueKey([Scopes.WebhooksManage], tenant.Organization.Value, "TRIBUTI"));
        var request = new { url = receiver.Url, eventTypes = new[] { "payment.recorded" } };
        var registered = await client.PostAsJsonAsync("/v1/webhook-endpoints", request).Expect(HttpStatusCode.Created);
        endpoint = $"/v1/webhook-endpoints/{registered["id"]}";
        var test = await client.PostAsync($"{endpoint}/test-events", content: null).Expect(HttpStatusCode.Created);
        delivery = $"{endpoint}/deliveries/{test["eventId"]}";
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task Attempts_are_listed_from_the_latest_with_status_error_duration_and_answer()
    {
        Assert.Empty(await Attempts());
        receiver.Answer = (count, context) =>
        {
            context.Response.StatusCode = count == 1 ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status204NoContent;
            return count == 1 ? context.Response.WriteAsync("In manutenzione") : Task.CompletedTask;
        };

        var began = host.Clock.GetCurrentInstant();
        await Deliver();
        host.Clock.AdvanceMinutes(1);
        await Deliver();

        var attempts = await Attempts();
        Assert.Equal([(2, 204, null, null), (1, 503, "not-accepted", "In manutenzione")], attempts.Select(Told));
        Assert.All(attempts, attempt => Assert.InRange((int)attempt["durationMs"]!, 0, 15_000));
        // The clock stands still during an attempt, whose start is its end without its duration.
        var started = InstantPattern.ExtendedIso.Parse((string)attempts[1]["startedAt"]!).Value;
        Assert.InRange((began - started).TotalMilliseconds, (int)attempts[1]["durationMs"]!, (int)attempts[1]["durationMs"]! + 1);
    }

    [Fact]
    public async Task A_success_needs_no_row_and_is_listed_with_its_answer()
    {
        receiver.Answer = (_, context) => context.Response.WriteAsync("Ricevuto");
        await Deliver();

        Assert.Equal([(1, 200, null, "Ricevuto")], (await Attempts()).Select(Told));
        Assert.Equal(0, await Rows());
    }

    [Fact]
    public async Task The_attempts_before_a_new_delivery_stay_in_the_list()
    {
        receiver.Answer = (count, context) =>
        {
            context.Response.StatusCode = count == 1 ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
            return context.Response.WriteAsync($"risposta {count}");
        };
        await Deliver();
        host.Clock.AdvanceMinutes(1);
        await Deliver();
        await client.PostAsync($"{delivery}/redelivery", content: null).Expect(HttpStatusCode.OK);
        await Deliver();

        Assert.Equal(
            [(1, 200, null, "risposta 3"), (2, 200, null, "risposta 2"), (1, 500, "not-accepted", "risposta 1")],
            (await Attempts()).Select(Told)
        );
    }

    [Fact]
    public async Task Pages_of_one_attempt_give_each_attempt_once()
    {
        receiver.AnswerWith(500, 500, 200);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await Deliver();
            host.Clock.AdvanceMinutes(6);
        }

        var (numbers, cursor) = (new List<int>(), (string?)null);
        do
        {
            var after = cursor is null ? "" : $"&cursor={cursor}";
            var page = await client.GetAsync($"{delivery}/attempts?limit=1{after}").Expect(HttpStatusCode.OK);
            numbers.AddRange(page["items"]!.AsArray().Select(item => (int)item!["number"]!));
            cursor = (string?)page["nextCursor"];
        } while (cursor is not null);

        Assert.Equal([3, 2, 1], numbers);
    }

    [Fact]
    public async Task Strangers_and_unknown_deliveries_are_not_found()
    {
        using var schools = host.Client(await host.IssueKey([Scopes.WebhooksManage], tenant.Organization.Value, "SCUOLA"));
        await schools.GetAsync($"{delivery}/attempts").ExpectProblem(HttpStatusCode.NotFound, "webhook-endpoint-not-found");
        await client.GetAsync($"{endpoint}/deliveries/none/attempts").ExpectProblem(HttpStatusCode.NotFound, "webhook-delivery-not-found");
    }

    [Fact]
    public async Task After_thirty_days_the_rows_of_attempts_are_deleted_and_younger_ones_stay()
    {
        receiver.AnswerWith(500, 500);
        await Deliver();
        var sweep = new SweepWebhookAttempts(Db, host.Clock);
        host.Clock.AdvanceMinutes(29 * 24 * 60);
        await sweep.Run(CancellationToken.None);
        await Deliver();
        Assert.Equal(2, await Rows());

        host.Clock.AdvanceMinutes(2 * 24 * 60);
        await sweep.Run(CancellationToken.None);

        Assert.Equal([2], (await Attempts()).Select(attempt => (int)attempt["number"]!));
    }

    private static (int Number, int? Status, string? Error, string? Answer) Told(JsonNode attempt) =>
        ((int)attempt["number"]!, (int?)attempt["status"], (string?)attempt["error"], (string?)attempt["answer"]);

    private async Task<IReadOnlyList<JsonNode>> Attempts() =>
        [.. (await client.GetAsync($"{delivery}/attempts").Expect(HttpStatusCode.OK))["items"]!.AsArray().OfType<JsonNode>()];

    private async Task<int> Rows() =>
        await Db.Read(
            sql =>
                sql.Value<int>(
                    "SELECT COUNT(*) FROM WebhookAttempts WHERE EndpointId = @endpointId",
                    new { endpointId = endpoint.Split('/')[^1] }
                ),
            CancellationToken.None
        );

    private Task<int> Deliver() => host.Services.GetRequiredService<DeliverWebhooks>().AttemptDue(CancellationToken.None);
}
