using System.Reflection;
using Lecce.Riscossione.Api.Payments;

namespace Lecce.Riscossione.Tests.Payments;

public class ChannelTests
{
    [Fact]
    public void The_list_for_sql_names_every_channel()
    {
        var channels = typeof(Channel)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral && field.Name != nameof(Channel.AllInSql))
            .Select(field => $"'{field.GetRawConstantValue()}'");

        Assert.Equal(Channel.AllInSql, string.Join(", ", channels));
    }
}
