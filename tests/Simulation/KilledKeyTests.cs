using System.Net;
using System.Net.Sockets;
using System.Text;
using Lecce.Riscossione.Api.Data;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Simulation;

/// <summary>
/// The real program, killed while it works on a request that has an <c>Idempotency-Key</c>, and started again: who repeats the key gets one
/// effect, whether the kill came before it was durable or after.
/// </summary>
public sealed class KilledKeyTests
{
    private const string Name = "sgravio-2026-0001";
    private const string Reason = """{"reason":"Sgravio"}""";
    private const string CountCancelled = "SELECT COUNT(*) FROM PaymentDocuments WHERE State = 'cancelled'";
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(60);

    [OnEachDatabase]
    public async Task An_effect_whose_answer_was_lost_is_answered_after_the_kill_and_not_done_again(Engine engine)
    {
        await using var api = await ApiProcess.Start(database: new TestDatabase(engine));
        var path = await DocumentToCancel(api);
        using (await SendWithoutListening(api, path))
        await using (var remains = await Remains.Open(api.Dialect()))
        {
            await remains.Until(CountCancelled, 1, MaxWait);
            api.Kill();
        }

        await api.Restart();

        var first = await Repeat(api, path);
        var second = await Repeat(api, path);
        Assert.Equal((HttpStatusCode.OK, true), (first.Status, first.IsReplay));
        Assert.Equal(first, second);
        await OneEffect(api);
    }

    [OnEachDatabase]
    public async Task A_request_killed_before_its_effect_leaves_no_trace_and_is_done_by_its_repetition(Engine engine)
    {
        await using var api = await ApiProcess.Start(database: new TestDatabase(engine));
        var path = await DocumentToCancel(api);
        await using (var dialect = api.Dialect())
        await using (await HeldDocuments.Hold(new Db(dialect)))
        {
            // Both wait for the database, one of them for nothing: it is told that the other is at work.
            using var client = api.Client(api.AdminKey);
            var one = client.PostOnce(path, Reason, Name);
            var other = client.PostOnce(path, Reason, Name);
            var refused = await Task.WhenAny(one, other);
            await refused.ExpectProblem(HttpStatusCode.Conflict, "request-in-progress");
            api.Kill();
            await Assert.ThrowsAsync<HttpRequestException>(() => refused == one ? other : one);
        }

        await api.Restart();

        var first = await Repeat(api, path);
        var second = await Repeat(api, path);
        Assert.Equal((HttpStatusCode.OK, false), (first.Status, first.IsReplay));
        Assert.Equal(first with { IsReplay = true }, second);
        await OneEffect(api);
    }

    /// <summary>Gives the path of its cancellation: what is done once only, and refused to who asks again without the key.</summary>
    private static async Task<string> DocumentToCancel(ApiProcess api)
    {
        using var office = new RiscossioneClient(api.Address, api.AdminKey);
        var request = Sample.Document(revenueType: "mensa-scolastica");
        request.Organization = Psp.Lecce;
        request.Department = "tributi";
        return $"/v1/payment-documents/{(await office.PaymentDocuments.IssueAsync(request)).Id}/cancellation";
    }

    private static async Task<Socket> SendWithoutListening(ApiProcess api, string path)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(api.Address.Host, api.Address.Port);
        var request = $"""
            POST {path} HTTP/1.1
            Host: {api.Address.Authority}
            Authorization: Bearer {api.AdminKey}
            Idempotency-Key: {Name}
            Content-Type: application/json; charset=utf-8
            Content-Length: {Reason.Length}

            {Reason}
            """;
        await socket.SendAsync(Encoding.ASCII.GetBytes(request.ReplaceLineEndings("\r\n")));
        return socket;
    }

    private static async Task<Answer> Repeat(ApiProcess api, string path)
    {
        using var client = api.Client(api.AdminKey);
        using var response = await client.PostOnce(path, Reason, Name);
        return new Answer(
            response.StatusCode,
            response.Headers.Contains("Idempotency-Hit"),
            response.Headers.ETag?.Tag,
            await response.Content.ReadAsStringAsync()
        );
    }

    private static async Task OneEffect(ApiProcess api)
    {
        api.Kill();
        await using var remains = await Remains.Open(api.Dialect());
        await remains.MustBeSound();
        Assert.Equal(1, await remains.Count(CountCancelled));
        Assert.Equal(1, await remains.Count("SELECT COUNT(*) FROM TimelineEvents WHERE Type = 'cancelled'"));
        Assert.Equal(1, await remains.Count("SELECT COUNT(*) FROM Events WHERE Type = 'payment-document.cancelled'"));
    }

    private sealed record Answer(HttpStatusCode Status, bool IsReplay, string? ETag, string Body);
}
