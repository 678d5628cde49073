using System.Globalization;
using System.Net;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Http;

/// <summary>A caller cannot overwrite a change that it has not seen.</summary>
public sealed class VersionTests(ApiHost api) : IClassFixture<ApiHost>
{
    private const string Lecce = "80008510754";
    private const string Department = $"/v1/organizations/{Lecce}/departments/polizia-locale";
    private const string Settings = """{"name":"Polizia locale"}""";

    [Fact]
    public async Task A_change_based_on_what_was_read_passes_and_one_based_on_an_older_version_does_not()
    {
        using var client = new RiscossioneClient(api.Client(), new RiscossioneOptions { ApiKey = api.AdminKey });
        var read = await client.RevenueTypes.ReadAsync(Lecce, "imu");
        var mine = Change(read, "IMU mia");
        var changed = await client.RevenueTypes.ChangeAsync(Lecce, "imu", read.Etag, mine);
        Assert.NotEqual(read.Etag, changed.Etag);
        Assert.Equal(changed.Etag, (await client.RevenueTypes.ReadAsync(Lecce, "imu")).Etag);

        var late = client.RevenueTypes.ChangeAsync(Lecce, "imu", read.Etag, Change(read, "IMU altrui"));
        await late.Refused(HttpStatusCode.PreconditionFailed, "version-stale");
        Assert.Equal("IMU mia", (await client.RevenueTypes.ReadAsync(Lecce, "imu")).Name);
    }

    [Fact]
    public async Task Of_many_who_change_the_same_version_at_once_one_succeeds()
    {
        using var client = new RiscossioneClient(api.Client(), new RiscossioneOptions { ApiKey = api.AdminKey });
        var read = await client.Organizations.ReadDepartmentAsync(Lecce, "tributi");
        var attempts = Enumerable
            .Range(0, 8)
            .Select(async number =>
            {
                try
                {
                    await client.Organizations.ChangeDepartmentAsync(
                        Lecce,
                        "tributi",
                        read.Etag,
                        new DepartmentSettings { Name = $"Nome {number}" }
                    );
                    return 1;
                }
                catch (RiscossioneException refusal) when (refusal.Code == "version-stale")
                {
                    return 0;
                }
            });
        Assert.Equal(1, (await Task.WhenAll(attempts)).Sum());
    }

    [Fact]
    public async Task A_change_that_names_no_version_is_not_made()
    {
        using var admin = api.Client(api.AdminKey);
        await admin.PutText(Department, Settings, ifMatch: null).ExpectProblem(HttpStatusCode.PreconditionRequired, "if-match-required");
    }

    [Theory]
    [InlineData("1", HttpStatusCode.BadRequest, "if-match-invalid")]
    [InlineData("\"1", HttpStatusCode.BadRequest, "if-match-invalid")]
    [InlineData("uno due", HttpStatusCode.BadRequest, "if-match-invalid")]
    [InlineData("\"\"", HttpStatusCode.PreconditionFailed, "version-stale")]
    [InlineData("\"99\"", HttpStatusCode.PreconditionFailed, "version-stale")]
    [InlineData("\"99\", \"98\"", HttpStatusCode.PreconditionFailed, "version-stale")]
    [InlineData("W/\"1\"", HttpStatusCode.PreconditionFailed, "version-stale")]
    [InlineData("\"-1\"", HttpStatusCode.PreconditionFailed, "version-stale")]
    [InlineData("\"99999999999999999999\"", HttpStatusCode.PreconditionFailed, "version-stale")]
    public async Task A_version_that_is_malformed_or_not_the_present_one_changes_nothing(string ifMatch, HttpStatusCode status, string code)
    {
        using var admin = api.Client(api.AdminKey);
        await admin.PutText(Department, Settings, ifMatch).ExpectProblem(status, code);
    }

    [Theory]
    [InlineData($"/v1/organizations/{Lecce}")]
    [InlineData(Department)]
    [InlineData($"/v1/organizations/{Lecce}/bank-accounts/IT91V0542811101000000506001")]
    [InlineData($"/v1/organizations/{Lecce}/revenue-types/tari")]
    public async Task Who_already_has_the_version_is_spared_the_body(string path)
    {
        using var admin = api.Client(api.AdminKey);
        using var first = await admin.GetAsync(path);
        var etag = first.Headers.ETag!.ToString();
        using var same = await Get(admin, path, etag);
        using var among = await Get(admin, path, $"\"x\", W/{etag}");
        using var other = await Get(admin, path, "\"x\"");
        using var broken = await Get(admin, path, "x");

        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Empty(await same.Content.ReadAsByteArrayAsync());
        Assert.Equal(etag, same.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NotModified, among.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(HttpStatusCode.OK, broken.StatusCode);
    }

    private static RevenueTypeSettings Change(RevenueType type, string name) =>
        new()
        {
            Name = name,
            Category = type.Category,
            TaxonomyCode = type.TaxonomyCode,
            Iban = type.Iban,
        };

    private static async Task<HttpResponseMessage> Get(HttpClient client, string path, string ifNoneMatch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        return await client.SendAsync(request);
    }
}

/// <summary>The version of a document follows what happens to it, and the calendar.</summary>
public sealed class DocumentVersionTests(Town town) : IClassFixture<Town>
{
    [Fact]
    public async Task A_document_just_issued_reads_as_it_was_answered()
    {
        var client = town.Http(await town.Key(Town.TaxOffice));
        var request = System.Text.Json.JsonSerializer.Serialize(Sample.WasteTax(), Api.Http.Json.Options);
        using var issued = await client.PostText("/v1/payment-documents", request);
        Assert.Equal(HttpStatusCode.Created, issued.StatusCode);
        using var read = await client.GetAsync(issued.Headers.Location);
        Assert.Equal(await issued.Content.ReadAsStringAsync(), await read.Content.ReadAsStringAsync());
        Assert.NotNull(read.Headers.ETag);
        Assert.Equal(issued.Headers.ETag, read.Headers.ETag);
    }

    [Fact]
    public async Task A_cancellation_may_insist_on_the_version_that_was_read()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document(revenueType: Town.Rent));
        await town.Taxes.Payments.RecordAsync(
            new RecordPaymentRequest
            {
                Channel = "counter",
                ChannelPaymentId = Guid.NewGuid().ToString(),
                DocumentId = document.Id,
                AmountCents = 1,
                PaidAt = town.Api.Clock.GetCurrentInstant(),
            }
        );
        var reason = new CancelPaymentDocumentRequest { Reason = "Sgravio" };
        await town
            .Taxes.PaymentDocuments.CancelAsync(document.Id, reason, new RequestOptions { IfMatch = document.Etag })
            .Refused(HttpStatusCode.PreconditionFailed, "version-stale");
        var other = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var cancelled = await town.Taxes.PaymentDocuments.CancelAsync(other.Id, reason, new RequestOptions { IfMatch = other.Etag });
        Assert.Equal("cancelled", cancelled.State);
        Assert.NotEqual(other.Etag, cancelled.Etag);
    }

    [Fact]
    public async Task A_payment_that_names_its_document_is_one_new_version()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        await town.Taxes.Payments.RecordAsync(
            new RecordPaymentRequest
            {
                Channel = "counter",
                ChannelPaymentId = Guid.NewGuid().ToString(),
                DocumentId = document.Id,
                AmountCents = document.AmountCents,
                PaidAt = town.Api.Clock.GetCurrentInstant(),
            }
        );

        Assert.Equal(VersionOf(document) + 1, VersionOf(await town.Taxes.PaymentDocuments.ReadAsync(document.Id)));
    }

    [Fact]
    public async Task A_payment_that_does_not_reach_a_document_leaves_its_version()
    {
        var document = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var notice = document.Options[0].Installments[0].NoticeNumber;

        var payment = await town.School.Payments.RecordAsync(Sample.Payment(notice, document.AmountCents));

        Assert.Equal("unmatched", payment.Outcome);
        Assert.Equivalent(document, await town.Taxes.PaymentDocuments.ReadAsync(document.Id), strict: true);
    }

    [Fact]
    public async Task A_command_is_one_new_version_and_none_when_it_is_repeated_under_an_old_one()
    {
        var request = Sample.Document();
        request.Draft = true;
        var draft = await town.Taxes.PaymentDocuments.IssueAsync(request);
        var reason = new CancelPaymentDocumentRequest { Reason = "Sgravio" };

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ => town.Taxes.PaymentDocuments.PublishAsync(draft.Id, new RequestOptions { IfMatch = draft.Etag }))
        );
        Assert.All(answers, published => Assert.Equal(VersionOf(draft) + 1, VersionOf(published)));
        var cancelled = await town.Taxes.PaymentDocuments.CancelAsync(draft.Id, reason, new RequestOptions { IfMatch = answers[0].Etag });
        Assert.Equal(VersionOf(draft) + 2, VersionOf(cancelled));
        Assert.Equivalent(
            cancelled,
            await town.Taxes.PaymentDocuments.CancelAsync(draft.Id, reason, new RequestOptions { IfMatch = draft.Etag }),
            strict: true
        );
        Assert.Equivalent(
            cancelled,
            await town.Taxes.PaymentDocuments.PublishAsync(draft.Id, new RequestOptions { IfMatch = draft.Etag }),
            strict: true
        );
    }

    private static int VersionOf(PaymentDocument document) =>
        int.Parse(Api.Http.ETag.VersionOf(document.Etag), NumberStyles.None, CultureInfo.InvariantCulture);
}
