using System;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Dify.Generated.Tests.Fuzzing;
using Dify.Generated.Tests.Goals;
using Dify.OpenApi.Commands;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Reading;
using Dify.OpenApi.Reconciling;
using Dify.OpenApi.Shaping;
using Dify.OpenApi.Tests.Support;
using Dify.OpenApi.Writing;
using Xunit;
using Xunit.Abstractions;

namespace Dify.OpenApi.Tests.Fuzzing;

/// <summary>Damaged documents end in a refusal that names the place, or in a contract that NSwag can compile.</summary>
[Trait(Goal.Trait, "C12")]
public sealed partial class DocumentFuzzTests(ITestOutputHelper output)
{
    private const int Rounds = 300;

    public static TheoryData<string> Corpus() => [.. FuzzCorpus.Names("Documents")];

    [Fact]
    public void A_damaged_document_is_refused_or_makes_a_clean_contract()
    {
        var english = SourceDocumentReader.Read(TestFiles.Vendored("en"));
        var japanese = SourceDocumentReader.Read(TestFiles.Vendored("ja"));
        var whole = DocumentPair.Of(english, japanese);
        var budget = new FuzzBudget(Rounds);
        var refused = 0;
        Parallel.For(0, Environment.ProcessorCount, _ =>
        {
            while (budget.TryBegin(out var seed))
            {
                var isJapanese = seed % 2 == 1;
                var damaged = DocumentMutation.Apply((isJapanese ? japanese : english).Text, seed);
                if (!IsClean(damaged, isJapanese, whole, $"seed {seed}"))
                {
                    Interlocked.Increment(ref refused);
                }
            }
        });

        Assert.InRange(refused, 1, budget.Rounds - 1);
        output.Report("C12", FormattableString.Invariant(
            $"{budget.Rounds:#,0} damaged documents: {refused:#,0} refused by their place, the others made a clean contract"));
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public void So_is_each_document_of_the_corpus(string name)
    {
        var whole = DocumentPair.Of(
            SourceDocumentReader.Read(TestFiles.Vendored("en")), SourceDocumentReader.Read(TestFiles.Vendored("ja")));

        IsClean(Encoding.UTF8.GetString(FuzzCorpus.Read("Documents", name)), isJapanese: false, whole, name);
    }

    // Whether there is a contract; if not, the refusal names the place.
    private static bool IsClean(string text, bool isJapanese, DocumentPair whole, string origin)
    {
        try
        {
            var source = SourceDocumentReader.Read("damaged.yaml", text);
            var read = ApiDocumentReader.Read(source, isJapanese ? Language.Japanese : Language.English);
            var merged = isJapanese ? Reconciler.Reconcile(whole.English, read).Merged : Reconciler.Reconcile(read, whole.Japanese).Merged;
            ContractCheck.IsClean(ContractJson.Write(ContractBuilder.Build(merged), Language.English), origin);
            return true;
        }
        catch (DocumentException refusal)
        {
            Assert.Matches(Line(), refusal.ToLine());
            return false;
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            throw new Xunit.Sdk.XunitException($"{origin}: {exception}");
        }
    }

    [GeneratedRegex(@"^[^\r\n]+\([1-9][0-9]*,[1-9][0-9]*\): error DIFY[0-9]{3}: [^\r\n]+$")]
    private static partial Regex Line();
}
