using CsCheck;
using Lecce.Riscossione.Api.PaymentDocuments.Rules;

namespace Lecce.Riscossione.Tests.PaymentDocuments;

public class AllocationTests
{
    [Fact]
    public void Shares_add_up_to_every_installment_and_to_every_item() =>
        Gen.Select(Gen.OneOf(Gen.Long[1, 30], Gen.Long[1, 1_000_000_000]).Array[1, 20], Gen.Int[1, 24], Gen.Int[0, 1_000])
            .Sample(
                (items, count, seed) =>
                {
                    var installments = Cut(items.Sum(), count, seed);
                    var matrix = Allocation.Matrix(items, installments);

                    Assert.Equal(installments, matrix.Select(row => row.Sum()));
                    Assert.Equal(items, items.Select((_, item) => matrix.Sum(row => row[item])));
                    Assert.All(matrix.SelectMany(row => row), share => Assert.True(share >= 0));
                },
                iter: 5_000
            );

    [Fact]
    public void A_smaller_installment_takes_from_every_item_in_proportion()
    {
        var matrix = Allocation.Matrix([600, 300, 100], [500]);

        Assert.Equal([300L, 150L, 50L], Assert.Single(matrix));
    }

    [Fact]
    public void The_cents_that_proportion_leaves_over_are_made_good_by_the_later_installments() =>
        Assert.Equal(
            [
                [1L, 0L],
                [1L, 1L],
            ],
            Allocation.Matrix([2, 1], [1, 2])
        );

    /// <summary>Cuts a total into parts at pseudo-random places; parts may be empty.</summary>
    private static long[] Cut(long total, int count, int seed)
    {
        var random = new Random(seed);
        var places = Enumerable.Range(1, count - 1).Select(_ => random.NextInt64(total + 1)).Append(0).Append(total).Order().ToArray();
        return [.. places.Zip(places.Skip(1), (from, to) => to - from)];
    }
}
