using System.Collections.Concurrent;
using CsCheck;
using Lecce.Riscossione.Api.Kernel;
using NodaTime;

namespace Lecce.Riscossione.Tests.Kernel;

public class IdTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 10, 0);

    [Fact]
    public void An_id_is_a_ulid_in_upper_case()
    {
        Assert.Matches("^[0-7][0-9A-HJKMNP-TV-Z]{25}$", Id.New(Now).Value);
        Assert.StartsWith("01", Id.New(Now).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Ids_made_later_sort_later_even_when_the_clock_stands_still_or_goes_back() =>
        Gen.Int[-5, 5]
            .Array[1, 200]
            .Sample(steps =>
            {
                var clock = Now;
                var last = Id.New(clock).Value;
                foreach (var step in steps)
                {
                    clock += Duration.FromMilliseconds(step);
                    var next = Id.New(clock).Value;
                    Assert.True(string.CompareOrdinal(last, next) < 0, $"{last} then {next}");
                    last = next;
                }
            });

    [Fact]
    public void A_hundred_thousand_ids_of_one_millisecond_made_by_several_threads_are_distinct_and_ordered_within_each_thread()
    {
        var all = new ConcurrentBag<string[]>();
        Parallel.For(0, 8, _ => all.Add(Enumerable.Range(0, 12_500).Select(_ => Id.New(Now).Value).ToArray()));

        Assert.Equal(100_000, all.SelectMany(ids => ids).Distinct(StringComparer.Ordinal).Count());
        Assert.All(all, ids => Assert.True(ids.SequenceEqual(ids.Order(StringComparer.Ordinal), StringComparer.Ordinal)));
    }

    [Fact]
    public void An_id_reads_back_as_itself()
    {
        var id = Id.New(Now);

        Assert.True(Id.TryParse(id.Value, out var read));
        Assert.Equal(id, read);
        Assert.Equal(id.Value, id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("01KAMV9W8C5X6Y7Z8A9B0C1D2")]
    [InlineData("01KAMV9W8C5X6Y7Z8A9B0C1D2EF")]
    [InlineData("01kamv9w8c5x6y7z8a9b0c1d2e")]
    [InlineData("01KAMV9W8C5X6Y7Z8A9B0C1D2I")]
    [InlineData("01KAMV9W8C5X6Y7Z8A9B0C1D2L")]
    [InlineData("01KAMV9W8C5X6Y7Z8A9B0C1D2O")]
    [InlineData("01KAMV9W8C5X6Y7Z8A9B0C1D2U")]
    [InlineData("81KAMV9W8C5X6Y7Z8A9B0C1D2E")]
    public void Invalid_ids_are_refused(string? text) => Assert.False(Id.TryParse(text, out _));

    [Fact]
    public void A_default_value_is_not_a_valid_value()
    {
        Assert.Throws<InvalidOperationException>(() => default(Id).Value);
        Assert.Throws<InvalidOperationException>(() => default(FiscalCode).Value);
        Assert.Throws<InvalidOperationException>(() => default(Iban).Value);
        Assert.Throws<InvalidOperationException>(() => default(NoticeNumber).Value);
    }

    [Fact]
    public void An_id_made_after_a_stored_one_is_greater_even_if_that_was_made_later_by_another_clock()
    {
        var now = Instant.FromUtc(2026, 11, 23, 11, 0);
        var ahead = Id.New(now).Value;
        // The sixth last of the ten time characters, about half a minute.
        var position = ahead[6] == 'Z' ? 5 : 6;
        var stored =
            $"{ahead[..position]}{(char)(ahead[position] switch { '9' => 'A', 'H' => 'J', 'K' => 'M', 'N' => 'P', 'T' => 'V', var other => other + 1 })}{ahead[(position + 1)..]}";

        Id.Follow(stored);
        Id.Follow(null);
        Id.Follow("not an id");

        Assert.True(string.CompareOrdinal(Id.New(now).Value, stored) > 0);
    }
}
