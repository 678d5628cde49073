using Lecce.Riscossione.Api.Webhooks;

namespace Lecce.Riscossione.Tests.Webhooks;

public class OutboxTests
{
    private const string Url = "https://tributi.example/hook";

    [Fact]
    public async Task An_endpoint_gets_only_the_types_that_it_asked_for()
    {
        await using var post = await Post.Open();
        var (payments, _) = await post.Subscribe(Url, null, Announced.PaymentRecorded.Type, Announced.PaymentDuplicateDetected.Type);
        var (everything, _) = await post.Subscribe(Url, null, EventTypes.All);

        await post.Announce(new Announced.PaymentDuplicateDetected());
        await post.Announce(new Announced.DocumentIssued());
        await post.Announce(new Announced.Family());
        await post.Announce(new Announced.Ending());

        var deliveries = await post.Deliveries();
        Assert.Single(deliveries, delivery => delivery.EndpointId == payments);
        Assert.Equal(4, deliveries.Count(delivery => delivery.EndpointId == everything));
    }

    [Fact]
    public async Task An_endpoint_that_asked_for_a_family_gets_each_of_its_types_and_no_other()
    {
        await using var post = await Post.Open();
        await post.Subscribe(Url, null, EventTypes.FamilyOf(Announced.PaymentRecorded.Type));

        await post.Announce(new Announced.PaymentRecorded());
        await post.Announce(new Announced.PaymentDuplicateDetected());
        await post.Announce(new Announced.DocumentIssued());
        await post.Announce(new Announced.Ending());

        Assert.Equal(2, (await post.Deliveries()).Count);
    }

    [Fact]
    public async Task A_department_gets_its_own_events_and_an_organization_wide_endpoint_gets_all()
    {
        await using var post = await Post.Open();
        var (wide, _) = await post.Subscribe(Url);
        var (taxes, _) = await post.Subscribe(Url, post.Tenant.Taxes);
        var (schools, _) = await post.Subscribe(Url, post.Tenant.Schools);

        await post.Announce(department: post.Tenant.Taxes);
        await post.Announce(department: null);

        var deliveries = await post.Deliveries();
        Assert.Equal(2, deliveries.Count(delivery => delivery.EndpointId == wide));
        Assert.Single(deliveries, delivery => delivery.EndpointId == taxes);
        Assert.DoesNotContain(deliveries, delivery => delivery.EndpointId == schools);
    }

    [Fact]
    public async Task An_event_is_undone_with_its_change()
    {
        await using var post = await Post.Open();
        await post.Subscribe(Url);

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            post.Db.Transact<int>(
                async sql =>
                {
                    var now = post.Clock.GetCurrentInstant();
                    await Outbox.Append(sql, OutboxEvent.Of(post.Tenant.Organization, null, new Announced.PaymentRecorded(), now));
                    throw new InvalidOperationException("The change fails after its event was written.");
                },
                CancellationToken.None
            )
        );

        Assert.Empty(await post.Deliveries());
        Assert.Equal(0, await post.Db.Read(sql => sql.Value<int>("SELECT COUNT(*) FROM Events"), CancellationToken.None));
    }
}
