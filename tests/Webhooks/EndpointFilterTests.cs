using System.Net;
using Lecce.Riscossione.Sdk;
using Lecce.Riscossione.Tests.Host;

namespace Lecce.Riscossione.Tests.Webhooks;

/// <summary>Endpoints of some revenue types or departments, and of a whole organization.</summary>
public sealed class EndpointFilterTests : IAsyncLifetime
{
    private readonly Town town = new(new PostlessHost());
    private RiscossioneClient taxes = null!;
    private RiscossioneClient everyone = null!;

    public async Task InitializeAsync()
    {
        await town.InitializeAsync();
        taxes = await town.Client(Town.TaxOffice, "webhooks:manage");
        everyone = await town.Client(department: null, "webhooks:manage");
    }

    public Task DisposeAsync() => town.DisposeAsync();

    [Fact]
    public async Task An_endpoint_gets_the_events_that_concern_one_of_its_revenue_types()
    {
        var fees = await taxes.Webhooks.RegisterEndpointAsync(New(revenueTypes: [Town.Fees]));
        var several = await taxes.Webhooks.RegisterEndpointAsync(New(revenueTypes: [Town.Rent, Town.Surcharge]));
        var all = await everyone.Webhooks.RegisterEndpointAsync(New());

        var certificate = await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        await town.Taxes.PaymentDocuments.IssueAsync(Sample.WasteTax());
        await town.Taxes.Payments.RecordAsync(Sample.Payment(certificate.Options[0].Installments[0].NoticeNumber, certificate.AmountCents));
        await town.Taxes.Payments.RecordAsync(Sample.Payment(null, 100));

        Assert.Equal(["payment.recorded", "payment-document.issued"], await Sent(fees.Id));
        Assert.Equal(["payment-document.issued"], await Sent(several.Id));
        Assert.Equal(4, (await Sent(all.Id)).Count);
        Assert.Equal([Town.Rent, Town.Surcharge], (await taxes.Webhooks.ReadEndpointAsync(several.Id)).RevenueTypes);
        Assert.Empty(all.RevenueTypes);
    }

    [Fact]
    public async Task An_endpoint_of_the_whole_organization_gets_the_events_of_every_department_or_of_those_it_names()
    {
        var whole = await everyone.Webhooks.RegisterEndpointAsync(New());
        var school = await everyone.Webhooks.RegisterEndpointAsync(New(departments: [Town.SchoolOffice]));

        await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        await town.School.PaymentDocuments.IssueAsync(Sample.Document());

        Assert.Equal(2, (await Sent(whole.Id)).Count);
        Assert.Single(await Sent(school.Id));
        Assert.Equal([Town.SchoolOffice], (await everyone.Webhooks.ReadEndpointAsync(school.Id)).Departments);
        Assert.Null((await everyone.Webhooks.ReadEndpointAsync(school.Id)).Department);
    }

    [Fact]
    public async Task Only_keys_of_the_whole_organization_see_and_change_an_endpoint_of_the_whole_organization()
    {
        var whole = await everyone.Webhooks.RegisterEndpointAsync(New());
        var own = await taxes.Webhooks.RegisterEndpointAsync(New());

        Assert.Equal(Town.TaxOffice, own.Department);
        Assert.Equal(own.Id, Assert.Single((await taxes.Webhooks.FindEndpointsAsync()).Items).Id);
        await NotFound(() => taxes.Webhooks.ReadEndpointAsync(whole.Id));
        await NotFound(() => taxes.Webhooks.ChangeEndpointAsync(whole.Id, "*", new WebhookEndpointChange { Description = "Mio" }));
        await NotFound(() => taxes.Webhooks.DisableEndpointAsync(whole.Id));
        await NotFound(() => taxes.Webhooks.SendTestEventAsync(whole.Id));
        await NotFound(() => taxes.Webhooks.RotateSecretAsync(whole.Id, new NewWebhookSecretRotation()));
        await NotFound(() => taxes.Webhooks.FindDeliveriesAsync(whole.Id));

        var auditor = await town.Client(department: null, "audit:read");
        Assert.Equal(whole.Id, (await auditor.Webhooks.ReadEndpointAsync(whole.Id)).Id);
        Assert.Equal(2, (await everyone.Webhooks.FindEndpointsAsync()).Items.Count);
        Assert.False((await everyone.Webhooks.DisableEndpointAsync(whole.Id)).Enabled);
    }

    [Fact]
    public async Task Filters_change_and_end_for_the_events_that_follow()
    {
        var endpoint = await everyone.Webhooks.RegisterEndpointAsync(New(revenueTypes: [Town.Rent], departments: [Town.SchoolOffice]));
        await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());

        var changed = await Change(new WebhookEndpointChange { RevenueTypes = [Town.Fees], Departments = [Town.TaxOffice] });
        await town.Taxes.PaymentDocuments.IssueAsync(Sample.Document());
        var kept = await Change(new WebhookEndpointChange { Description = "Tesoreria" });
        var ended = await Change(new WebhookEndpointChange { RevenueTypes = [], Departments = [] });
        await town.School.PaymentDocuments.IssueAsync(Sample.Document(revenueType: Town.Rent));

        Assert.Equal(2, (await Sent(endpoint.Id)).Count);
        foreach (var filtered in (WebhookEndpoint[])[changed, kept])
        {
            Assert.Equal([Town.Fees], filtered.RevenueTypes);
            Assert.Equal([Town.TaxOffice], filtered.Departments);
        }

        Assert.Empty(ended.RevenueTypes);
        Assert.Empty(ended.Departments);

        Task<WebhookEndpoint> Change(WebhookEndpointChange change) => everyone.Webhooks.ChangeEndpointAsync(endpoint.Id, "*", change);
    }

    [Fact]
    public async Task A_filter_that_would_match_nothing_is_refused_by_its_place()
    {
        var own = await taxes.Webhooks.RegisterEndpointAsync(New());
        var department = new WebhookEndpointChange { Departments = [Town.TaxOffice] };

        Assert.Equal("/revenueTypes/1", await Fault(() => taxes.Webhooks.RegisterEndpointAsync(New(revenueTypes: [Town.Fees, "MULTE"]))));
        Assert.Equal("/revenueTypes/1", await Fault(() => taxes.Webhooks.RegisterEndpointAsync(New(revenueTypes: [Town.Fees, Town.Fees]))));
        Assert.Equal("/departments/0", await Fault(() => everyone.Webhooks.RegisterEndpointAsync(New(departments: ["ALTRO"]))));
        Assert.Equal("/departments", await Fault(() => taxes.Webhooks.RegisterEndpointAsync(New(departments: [Town.TaxOffice]))));
        Assert.Equal("/departments", await Fault(() => taxes.Webhooks.ChangeEndpointAsync(own.Id, "*", department)));
        Assert.Single((await taxes.Webhooks.FindEndpointsAsync()).Items);
    }

    private static NewWebhookEndpoint New(string[]? revenueTypes = null, string[]? departments = null) =>
        new()
        {
            Url = "https://tributi.example/hook",
            EventTypes = ["*"],
            RevenueTypes = revenueTypes,
            Departments = departments,
        };

    private static async Task NotFound(Func<Task> call) =>
        Assert.Equal("webhook-endpoint-not-found", (await Assert.ThrowsAsync<RiscossioneException>(call)).Code);

    private static async Task<string> Fault(Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<RiscossioneException>(call);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        return Assert.Single(refused.Errors).Pointer;
    }

    private async Task<IReadOnlyList<string>> Sent(string endpoint) =>
        [.. (await everyone.Webhooks.FindDeliveriesAsync(endpoint)).Items.Select(delivery => delivery.Type)];
}
