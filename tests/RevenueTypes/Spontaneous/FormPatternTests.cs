using System.Diagnostics;
using System.Text.RegularExpressions;
using Lecce.Riscossione.Api.RevenueTypes.Spontaneous;
using Xunit.Abstractions;

namespace Lecce.Riscossione.Tests.RevenueTypes.Spontaneous;

public class FormPatternTests(ITestOutputHelper output)
{
    private const int MaxText = 500;
    private static readonly TimeSpan Goal = TimeSpan.FromMilliseconds(1);

    [Theory]
    [InlineData("^[A-Z]{2}[0-9]{5,18}$", "LE07503542000012345", true)]
    [InlineData("^[A-Z]{2}[0-9]{5,18}$", "LE0750\n", false)]
    [InlineData("^20[0-9]{2}/[0-9]{1,7}$", "2026/123", true)]
    [InlineData("^20[0-9]{2}/[0-9]{1,7}$", "x2026/123", false)]
    [InlineData("^(a|bc)*d?$", "", true)]
    [InlineData("^(a|bc)*d?$", "abcad", true)]
    [InlineData("^(a|bc)*d?$", "abd", false)]
    [InlineData("^(?:a{2,3}){2}$", "aaaa", true)]
    [InlineData("^(?:a{2,3}){2}$", "aaa", false)]
    [InlineData("^\\d\\w\\s\\S$", "1_ x", true)]
    [InlineData("^\\d$", "٣", false)]
    [InlineData("^\\w$", "è", false)]
    [InlineData("^\\p{L}+$", "Niccolò", true)]
    [InlineData("^[\\p{Lu}' -]+$", "D'ALÒ", true)]
    [InlineData("^[^0-9]$", "😀", true)]
    [InlineData("^.$", "\n", false)]
    [InlineData("^[\\]\\-a]+\\$\\u0041$", "]-a$A", true)]
    [InlineData("^a+?b{2}?$", "aabb", true)]
    [InlineData("^()$", "", true)]
    public void A_pattern_describes_the_whole_text(string pattern, string text, bool matches) =>
        Assert.Equal(matches, FormPattern.Compile(pattern).IsMatch(text));

    [Theory]
    [InlineData("a")]
    [InlineData("^a")]
    [InlineData("a$")]
    [InlineData("^a\\$")]
    [InlineData("^a|b$")]
    [InlineData("^a$b$")]
    [InlineData("^(?=a)a$")]
    [InlineData("^(?!a)b$")]
    [InlineData("^\\@$")]
    [InlineData("^[\\d-z]$")]
    [InlineData("^(?<=a)b$")]
    [InlineData("^(?>a)b$")]
    [InlineData("^(?i)a$")]
    [InlineData("^(?<n>a)$")]
    [InlineData("^(a)\\1$")]
    [InlineData("^\\bA\\B$")]
    [InlineData("^a\\Z$")]
    [InlineData("^a\\z$")]
    [InlineData("^[a-z-[aeiou]]$")]
    [InlineData("^[^\\D]$")]
    [InlineData("^[]$")]
    [InlineData("^[z-a]$")]
    [InlineData("^a**$")]
    [InlineData("^a{2}{3}$")]
    [InlineData("^a{3,2}$")]
    [InlineData("^a{,2}$")]
    [InlineData("^a{129}$")]
    [InlineData("^(a{100}){100}$")]
    [InlineData("^((((){128}){128}){128}){128}$")]
    [InlineData("^(a$")]
    [InlineData("^a)$")]
    [InlineData("^\\u12$")]
    [InlineData("^\\ud800$")]
    [InlineData("^\\p{IsGreek}$")]
    [InlineData("^\\")]
    [InlineData("^")]
    [InlineData("")]
    public void A_pattern_outside_the_subset_is_refused(string pattern) => Assert.Throws<PatternFault>(() => FormPattern.Compile(pattern));

    [Fact]
    public void Generated_patterns_give_the_verdict_of_the_framework()
    {
        var seed = RandomForms.Seed;
        var forms = new RandomForms(seed);
        var (accepted, matched) = (0, 0);
        for (var number = 0; number < RandomForms.Count; number++)
        {
            var (pattern, sample) = forms.Pattern(depth: 3);
            FormPattern own;
            try
            {
                own = FormPattern.Compile($"^{pattern}$");
            }
            catch (PatternFault fault) when (fault.Message.Contains("128", StringComparison.Ordinal))
            {
                continue;
            }

            accepted++;
            var framework = new Regex($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            foreach (var text in new[] { sample(), forms.Mutated(sample()), forms.Mutated(sample()), "" })
            {
                var expected = framework.IsMatch(text);
                matched += expected ? 1 : 0;
                Assert.True(own.IsMatch(text) == expected, $"Seed {seed}, #{number}: ^{pattern}$ and «{text}»: expected {expected}.");
            }
        }

        output.WriteLine($"Seed {seed}: {accepted} patterns, {matched} matches.");
        Assert.True(accepted > RandomForms.Count / 2 && matched > accepted, "Too few patterns were compared.");
    }

    [Theory]
    [InlineData("^(a+)+$", 'a')]
    [InlineData("^(a|a)*$", 'a')]
    [InlineData("^(a|aa)+$", 'a')]
    [InlineData("^([a-z]+)*[a-z]+$", 'a')]
    [InlineData("^(.*)*(.*)*(.*)*$", 'a')]
    [InlineData("^(a?){60}a{60}$", 'a')]
    [InlineData("^[ab]*a[ab]{120}$", 'a')]
    [InlineData("^(.*a){64}$", 'a')]
    [InlineData("^(\\w*){127}x$", 'a')]
    [InlineData("^((a*)*|(b*)*)*$", 'a')]
    public void No_accepted_pattern_takes_a_millisecond(string pattern, char letter)
    {
        var own = FormPattern.Compile(pattern);
        string[] texts =
        [
            new string(letter, MaxText),
            new string(letter, MaxText - 1) + "!",
            string.Concat(Enumerable.Repeat("ab", MaxText / 2)),
            string.Concat(Enumerable.Repeat("aab!", MaxText / 4)),
        ];
        foreach (var text in texts)
        {
            // The shortest of several: the machine may be busy.
            var shortest = TimeSpan.MaxValue;
            for (var turn = 0; turn < 200 && (turn < 20 || shortest >= Goal); turn++)
            {
                var started = Stopwatch.GetTimestamp();
                own.IsMatch(text);
                var elapsed = Stopwatch.GetElapsedTime(started);
                shortest = elapsed < shortest ? elapsed : shortest;
            }

            output.WriteLine($"{shortest.TotalMicroseconds:N0} µs");
            Assert.True(shortest < Goal, $"{pattern} took {shortest.TotalMicroseconds:N0} µs.");
        }
    }
}
