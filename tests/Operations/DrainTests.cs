using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Operations;

public class DrainTests
{
    private const int Clients = 8;

    [Fact]
    public async Task A_stopping_program_answers_open_requests_and_keeps_acknowledged_work()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Riscossione__DrainSeconds"] = "12" };
        await using var api = await ApiProcess.Start(settings);
        ConcurrentBag<string> acknowledged = [];
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var clients = Enumerable.Range(0, Clients).Select(_ => IssueUntilClosing()).ToList();
        await started.Task;
        using var watcher = api.Client();

        api.Terminate();

        var ready = HttpStatusCode.OK;
        while (ready == HttpStatusCode.OK)
        {
            using var answer = await watcher.GetAsync("/health/ready");
            ready = answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready);
        await Task.WhenAll(clients);
        Assert.Equal(0, await api.Ended());

        await api.Restart();
        using var client = api.Client(api.AdminKey);
        Assert.Subset(await Kept(client), acknowledged.ToHashSet(StringComparer.Ordinal));

        // Any reset or failed request throws; a client leaves when an answer announces that the connection closes.
        async Task IssueUntilClosing()
        {
            using var http = api.Client(api.AdminKey);
            for (var closing = false; !closing; )
            {
                using var answer = await http.PostAsJsonAsync(
                    "/v1/api-keys",
                    new
                    {
                        name = "Prova",
                        organization = "80008510754",
                        scopes = new[] { "payments:read" },
                    }
                );
                Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
                acknowledged.Add((string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["id"]!);
                started.TrySetResult();
                closing = answer.Headers.ConnectionClose ?? false;
            }
        }
    }

    private static async Task<HashSet<string>> Kept(HttpClient client)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        string? cursor = null;
        do
        {
            var page = await client
                .GetAsync(cursor is null ? "/v1/api-keys?limit=200" : $"/v1/api-keys?limit=200&cursor={cursor}")
                .Expect(HttpStatusCode.OK);
            ids.UnionWith(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = (string?)page["nextCursor"];
        } while (cursor is not null);

        return ids;
    }
}
