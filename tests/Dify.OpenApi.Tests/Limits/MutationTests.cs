using System;
using System.Linq;
using System.Text.RegularExpressions;
using Dify.OpenApi.Commands;
using Dify.OpenApi.Documents;
using Dify.OpenApi.Model;
using Dify.OpenApi.Reading;
using Dify.OpenApi.Reconciling;
using Dify.OpenApi.Shaping;
using Dify.OpenApi.Tests.Support;
using Dify.OpenApi.Writing;
using Xunit;

namespace Dify.OpenApi.Tests.Limits;

/// <summary>Damaged documents end in a refusal that names the place, or in a contract that NSwag can compile.</summary>
public sealed partial class MutationTests
{
    private const int PerBatch = 50;

    public static TheoryData<int> Batches => [.. Enumerable.Range(0, 10)];

    [Theory]
    [MemberData(nameof(Batches))]
    public void A_damaged_document_is_refused_or_makes_a_clean_contract(int batch)
    {
        var english = SourceDocumentReader.Read(TestFiles.Vendored("en"));
        var japanese = SourceDocumentReader.Read(TestFiles.Vendored("ja"));
        var whole = DocumentPair.Of(english, japanese);
        var refused = 0;
        for (var seed = batch * PerBatch; seed < (batch + 1) * PerBatch; seed++)
        {
            var isJapanese = seed % 2 == 1;
            var damaged = DocumentMutation.Apply((isJapanese ? japanese : english).Text, seed);
            try
            {
                var source = SourceDocumentReader.Read("damaged.yaml", damaged);
                var read = ApiDocumentReader.Read(source, isJapanese ? Language.Japanese : Language.English);
                var merged = isJapanese ? Reconciler.Reconcile(whole.English, read).Merged : Reconciler.Reconcile(read, whole.Japanese).Merged;
                var contract = ContractBuilder.Build(merged);
                ContractCheck.IsClean(ContractJson.Write(contract, Language.English), $"seed {seed}");
            }
            catch (DocumentException refusal)
            {
                refused++;
                Assert.Matches(Line(), refusal.ToLine());
            }
            catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}: {exception}");
            }
        }

        Assert.InRange(refused, 1, PerBatch - 1);
    }

    [GeneratedRegex(@"^[^\r\n]+\([1-9][0-9]*,[1-9][0-9]*\): error DIFY[0-9]{3}: [^\r\n]+$")]
    private static partial Regex Line();
}
