using System.Net;
using Lecce.Riscossione.Api.Http;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Lecce.Riscossione.Tests.Http;

/// <summary>A POST repeated with its <c>Idempotency-Key</c> has one effect and one answer.</summary>
public sealed class IdempotencyTests(Town town) : IClassFixture<Town>
{
    private const string NewKey = """{"name":"Portale","scopes":["documents:read"]}""";

    private static string NewName => Guid.NewGuid().ToString();

    [Fact]
    public async Task A_request_whose_answer_was_lost_is_answered_again_and_done_once()
    {
        using var losing = new AnswerLoser(town.Api);
        using var http = new HttpClient(new RetryHandler(Patient) { InnerHandler = losing }) { BaseAddress = new Uri("http://localhost") };
        using var client = new RiscossioneClient(http, Patient);
        var answer = new ResponseCapture();

        var issued = await client.ApiKeys.IssueAsync(
            new NewApiKey { Name = $"Persa {NewName}", Scopes = ["documents:read"] },
            new RequestOptions { Capture = answer }
        );

        Assert.Equal(2, losing.Calls);
        Assert.True(answer.IsReplay);
        Assert.Equal(losing.Lost, losing.Given);
        Assert.Contains(issued.Key, losing.Lost, StringComparison.Ordinal);
        Assert.Equal(1, await CountKeys(issued.Name));
        using var holder = new RiscossioneClient(town.Http(), new RiscossioneOptions { ApiKey = issued.Key });
        await holder.PaymentDocuments.FindAsync();
    }

    [Fact]
    public async Task A_replay_has_the_status_the_headers_and_every_byte_of_the_first_answer()
    {
        var client = town.Http(await town.Key(Town.TaxOffice));
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var path = $"/v1/payment-documents/{document.Id}/cancellation";
        var name = NewName;
        using var first = await client.PostOnce(path, """{"reason":"Sgravio"}""", name);
        using var again = await client.PostOnce(path, """{"reason":"Sgravio"}""", name);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.False(first.Headers.Contains("Idempotency-Hit"));
        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotency-Hit")));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(first.Content.Headers.ContentType, again.Content.Headers.ContentType);
        Assert.NotNull(first.Headers.ETag);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);

        // Without a key the command runs again, without effect.
        using var without = await client.PostText(path, """{"reason":"Sgravio"}""");
        Assert.Equal(HttpStatusCode.OK, without.StatusCode);
        Assert.False(without.Headers.Contains("Idempotency-Hit"));
        Assert.Equal(first.Headers.ETag, without.Headers.ETag);
    }

    [Fact]
    public async Task A_repeated_key_waits_while_the_first_request_runs_and_then_gets_its_answer()
    {
        var client = town.Http(await town.Key(Town.TaxOffice));
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var path = $"/v1/payment-documents/{document.Id}/cancellation";
        const string Reason = """{"reason":"Sgravio"}""";
        var name = NewName;
        Task<HttpResponseMessage> atWork;
        await using (await HeldDocuments.Hold(town.Db))
        {
            // Neither can finish, so an answer shows which request came second.
            var one = client.PostOnce(path, Reason, name);
            var other = client.PostOnce(path, Reason, name);
            var second = await Task.WhenAny(one, other);
            Assert.NotNull((await second).Headers.RetryAfter?.Delta);
            await second.ExpectProblem(HttpStatusCode.Conflict, "request-in-progress");
            atWork = second == one ? other : one;
            Assert.False(atWork.IsCompleted);
        }

        var done = await atWork.Expect(HttpStatusCode.OK);
        var again = await client.PostOnce(path, Reason, name).Expect(HttpStatusCode.OK);
        Assert.Equal(done.ToJsonString(), again.ToJsonString());
    }

    [Fact]
    public async Task A_replay_of_a_creation_has_its_location()
    {
        var admin = town.Http(town.Api.AdminKey);
        var name = NewName;
        using var first = await admin.PostOnce("/v1/api-keys", NewKey, name);
        using var again = await admin.PostOnce("/v1/api-keys", NewKey, name);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.NotNull(first.Headers.Location);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_same_key_with_another_body_or_another_resource_is_refused()
    {
        var admin = town.Http(town.Api.AdminKey);
        var name = NewName;
        await admin.PostOnce("/v1/api-keys", NewKey, name).Expect(HttpStatusCode.Created);
        await admin
            .PostOnce("/v1/api-keys", NewKey.Replace("Portale", "Altro", StringComparison.Ordinal), name)
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");

        var one = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var other = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var client = town.Http(await town.Key(Town.TaxOffice));
        const string Reason = """{"reason":"Sgravio"}""";
        await client.PostOnce($"/v1/payment-documents/{one.Id}/cancellation", Reason, name).Expect(HttpStatusCode.OK);
        await client
            .PostOnce($"/v1/payment-documents/{other.Id}/cancellation", Reason, name)
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
        Assert.Equal("issued", (await town.Taxes.PaymentDocuments.ReadAsync(other.Id)).State);
    }

    [Fact]
    public async Task Clients_do_not_share_their_keys()
    {
        var name = NewName;
        var one = town.Http(await town.Key(null, Scopes.Admin));
        var other = town.Http(await town.Key(null, Scopes.Admin));
        var first = await one.PostOnce("/v1/api-keys", NewKey, name).Expect(HttpStatusCode.Created);
        var second = await other.PostOnce("/v1/api-keys", NewKey, name).Expect(HttpStatusCode.Created);
        Assert.NotEqual((string?)first["id"], (string?)second["id"]);
    }

    [Fact]
    public async Task A_refused_request_may_be_corrected_under_the_same_key()
    {
        var admin = town.Http(town.Api.AdminKey);
        var name = NewName;
        await admin
            .PostOnce("/v1/api-keys", """{"name":"Portale","scopes":["none"]}""", name)
            .ExpectProblem(HttpStatusCode.UnprocessableEntity, "validation-failed");
        await admin.PostOnce("/v1/api-keys", NewKey, name).Expect(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("due parole")]
    [InlineData("però")]
    [InlineData("a\tb")]
    [InlineData(null)]
    public async Task An_invalid_idempotency_key_is_refused_without_effect(string? name)
    {
        var admin = town.Http(town.Api.AdminKey);
        var before = await town.CountRows();
        await admin
            .PostOnce("/v1/api-keys", NewKey, name ?? new string('k', 256))
            .ExpectProblem(HttpStatusCode.BadRequest, "idempotency-key-invalid");
        Assert.Equal(before, await town.CountRows());
    }

    [Fact]
    public async Task Two_instances_with_one_key_have_one_effect_and_one_answer()
    {
        await using var beside = await Beside.Start(town.Api);
        for (var round = 0; round < 5; round++)
        {
            var name = NewName;
            var body = NewKey.Replace("Portale", name, StringComparison.Ordinal);
            var here = town.Http(town.Api.AdminKey).PostOnce("/v1/api-keys", body, name);
            var there = beside.Http(town.Api.AdminKey).PostOnce("/v1/api-keys", body, name);
            var answers = await Task.WhenAll(here.Expect(HttpStatusCode.Created), there.Expect(HttpStatusCode.Created));
            Assert.Equal(answers[0].ToJsonString(), answers[1].ToJsonString());
            Assert.Equal(1, await CountKeys(name));
        }
    }

    [Fact]
    public async Task A_copy_of_the_database_does_not_reveal_stored_answers()
    {
        var admin = town.Http(town.Api.AdminKey);
        var name = NewName;
        var issued = await admin.PostOnce("/v1/api-keys", NewKey, name).Expect(HttpStatusCode.Created);
        var secret = (string)issued["key"]!;
        var kept = await town.Db.Read(sql => sql.Rows<byte[]>("SELECT Answer FROM IdempotentAnswers"), CancellationToken.None);
        Assert.NotEmpty(kept);
        Assert.All(kept, bytes => Assert.DoesNotContain(secret, System.Text.Encoding.Latin1.GetString(bytes), StringComparison.Ordinal));
        Assert.All(kept, bytes => Assert.DoesNotContain(name, System.Text.Encoding.Latin1.GetString(bytes), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_without_a_key_stores_no_answer()
    {
        var before = await CountAnswers();
        await town.Http(town.Api.AdminKey).PostText("/v1/api-keys", NewKey).Expect(HttpStatusCode.Created);
        Assert.Equal(before, await CountAnswers());
    }

    private static RiscossioneOptions Patient { get; } =
        new() { BaseDelay = TimeSpan.FromMilliseconds(1), MaxDelay = TimeSpan.FromMilliseconds(2) };

    private Task<long> CountKeys(string name) =>
        town.Db.Read(sql => sql.Value<long>("SELECT COUNT(*) FROM ApiKeys WHERE Name = @name", new { name }), CancellationToken.None);

    private Task<long> CountAnswers() =>
        town.Db.Read(sql => sql.Value<long>("SELECT COUNT(*) FROM IdempotentAnswers"), CancellationToken.None);

    /// <summary>A handler that loses the first answer after the effect.</summary>
    private sealed class AnswerLoser(ApiHost api) : HttpMessageHandler
    {
        private readonly HttpClient http = api.Client(api.AdminKey);

        public int Calls { get; private set; }
        public string Lost { get; private set; } = "";
        public string Given { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var copy = new HttpRequestMessage(request.Method, request.RequestUri);
            copy.Content = new ByteArrayContent(await request.Content!.ReadAsByteArrayAsync(cancellationToken));
            copy.Content.Headers.ContentType = request.Content.Headers.ContentType;
            copy.Headers.Add("Idempotency-Key", request.Headers.GetValues("Idempotency-Key"));
            var response = await http.SendAsync(copy, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (++Calls > 1)
            {
                Given = text;
                return response;
            }

            Lost = text;
            response.Dispose();
            throw new HttpRequestException("The connection broke.");
        }

        protected override void Dispose(bool disposing)
        {
            http.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>Another instance on the same database.</summary>
    private sealed class Beside(ApiHost host) : IAsyncDisposable
    {
        private readonly List<HttpClient> opened = [];

        public static async Task<Beside> Start(ApiHost first)
        {
            var host = first.Beside();
            await host.InitializeAsync();
            return new Beside(host);
        }

        public HttpClient Http(string key)
        {
            opened.Add(host.Client(key));
            return opened[^1];
        }

        public async ValueTask DisposeAsync()
        {
            opened.ForEach(one => one.Dispose());
            await host.DisposeAsync();
        }
    }
}

/// <summary>Stored answers expire.</summary>
public sealed class SweepTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task An_answer_is_stored_for_seven_days()
    {
        using var admin = api.Client(api.AdminKey);
        const string Body = """{"name":"Vecchia","scopes":["documents:read"]}""";
        var first = await admin.PostOnce("/v1/api-keys", Body, "a").Expect(HttpStatusCode.Created);
        var sweep = ActivatorUtilities.CreateInstance<Sweep>(api.Services);

        api.Clock.Advance(Duration.FromDays(7));
        await sweep.Run(CancellationToken.None);
        var again = await admin.PostOnce("/v1/api-keys", Body, "a").Expect(HttpStatusCode.Created);
        Assert.Equal((string?)first["id"], (string?)again["id"]);

        api.Clock.AdvanceMinutes(1);
        await sweep.Run(CancellationToken.None);
        var renewed = await admin.PostOnce("/v1/api-keys", Body, "a").Expect(HttpStatusCode.Created);
        Assert.NotEqual((string?)first["id"], (string?)renewed["id"]);
    }
}
