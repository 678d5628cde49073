using Lecce.Riscossione.Api.Kernel;
using Lecce.Riscossione.Api.Webhooks;
using NodaTime;

namespace Lecce.Riscossione.Tests.Webhooks;

public sealed class DeliverySlotsTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly DeliverySlots slots = new(Timeout.InfiniteTimeSpan);

    public void Dispose() => slots.Dispose();

    [Fact]
    public async Task A_department_takes_its_share_of_the_places_and_no_more()
    {
        var places = await Enter("TAXES", DeliverySlots.MaxQuickPerDepartment);
        var waiting = slots.Enter(Endpoint("TAXES"), CancellationToken.None);

        Assert.False(waiting.IsCompleted);
        using var other = await slots.Enter(Endpoint("SCHOOLS"), CancellationToken.None).WaitAsync(Patience);
        places[0].Dispose();
        places[0].Dispose();
        using var freed = await waiting.WaitAsync(Patience);
        Assert.False(slots.Enter(Endpoint("TAXES"), CancellationToken.None).IsCompleted);
    }

    [Fact]
    public async Task Endpoints_that_answered_badly_leave_the_places_of_the_others_free()
    {
        for (var department = 0; department < DeliverySlots.MaxTroubled / DeliverySlots.MaxTroubledPerDepartment; department++)
        {
            for (var count = 0; count < DeliverySlots.MaxTroubledPerDepartment; count++)
            {
                await slots.Enter(Troubled($"D{department}"), CancellationToken.None).WaitAsync(Patience);
            }
        }

        Assert.False(slots.Enter(Troubled("LAST"), CancellationToken.None).IsCompleted);
        using var sound = await slots.Enter(Endpoint("D0"), CancellationToken.None).WaitAsync(Patience);
        var mended = Troubled("LAST");
        slots.Note(mended.Id, isTroubled: false);
        using var again = await slots.Enter(mended, CancellationToken.None).WaitAsync(Patience);
    }

    [Fact]
    public async Task A_batch_that_lasts_too_long_gives_its_place_back_while_it_goes_on()
    {
        using var impatient = new DeliverySlots(TimeSpan.FromMilliseconds(50));
        var held = new List<IDisposable>();
        for (var count = 0; count < 3 * DeliverySlots.MaxQuickPerDepartment; count++)
        {
            held.Add(await impatient.Enter(Endpoint("TAXES"), CancellationToken.None).WaitAsync(Patience));
        }

        held.ForEach(place => place.Dispose());
        using var next = await impatient.Enter(Endpoint("TAXES"), CancellationToken.None).WaitAsync(Patience);
    }

    private async Task<List<IDisposable>> Enter(string share, int count)
    {
        var places = new List<IDisposable>();
        for (var place = 0; place < count; place++)
        {
            places.Add(await slots.Enter(Endpoint(share), CancellationToken.None).WaitAsync(Patience));
        }

        return places;
    }

    private static DueEndpoint Endpoint(string share) => new() { Id = Id.New(Instant.FromUtc(2026, 11, 23, 11, 0)), Share = share };

    private DueEndpoint Troubled(string share)
    {
        var endpoint = Endpoint(share);
        slots.Note(endpoint.Id, isTroubled: true);
        return endpoint;
    }
}
