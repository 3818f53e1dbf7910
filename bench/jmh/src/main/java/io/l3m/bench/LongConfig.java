// SPDX-License-Identifier: Apache-2.0
package io.l3m.bench;

/** Writes a valid classifier whose trunk is a list of small transformers, ten lines each. */
final class LongConfig {

  private static final String BEFORE =
      """
      constants:
        embed_dim: 64
      data:
        train:
          dataset:
            _target_: l3m.data.vision.datasets.image_folder.CustomImageFolder
            root: images/train
            transform:
              _target_: torchvision.transforms.Compose
              transforms:
              - _target_: torchvision.transforms.RandomResizedCrop
                size: 16
              - _target_: torchvision.transforms.ToTensor
          dataloader:
            _target_: torch.utils.data.DataLoader
            _partial_: true
            batch_size: 128
      model:
        meta_model:
          _target_: l3m.model.meta_models.MetaModel
          preprocessor:
            _target_: l3m.model.preprocessors.vision.ViTPreprocessor
            read_key: image
            write_key: x0
            patchifier:
              _target_: l3m.model.preprocessors.vision.PatchEmbed
              img_size: 16
              patch_size: 4
              in_chans: 3
              embed_dim: ${constants.embed_dim}
            cls_token: true
          trunk:
            _target_: l3m.model.utils.MultiBlock
            blocks:
      """;

  private static final String BLOCK =
      """
            - _target_: l3m.model.trunks.transformer.Transformer
              read_key: x@in
              write_key: x@out
              embed_dim: ${constants.embed_dim}
              num_blocks: 1
              attn_target:
                _target_: l3m.model.layers.attention.GenericAttention
                _partial_: true
                dim: ${constants.embed_dim}
                num_heads: 4
      """;

  private static final String AFTER =
      """
          postprocessor:
            _target_: l3m.model.postprocessors.select.ExtractCLS
            read_key: x@in
            write_key: embed
          head:
            _target_: l3m.model.heads.classifier.LinearClassifier
            read_key: embed
            write_key: logits
            in_features: ${constants.embed_dim}
            out_features: 10
      loss:
        _target_: l3m.loss.wrappers.LossWrapper
        read_key: logits
        base_criterion:
          _target_: torch.nn.CrossEntropyLoss
      optim:
        optimizer:
          _target_: torch.optim.AdamW
          _partial_: true
          lr: 1e-3
          weight_decay: 0.05
        wd_exclude: []
        scheduler:
          _target_: fvcore.common.param_scheduler.CosineParamScheduler
          start_value: ${optim.optimizer.lr}
          end_value: 1e-5
      experiment:
        seed: 0
        total_iterations: 100
      """;

  private LongConfig() {}

  static String ofBlocks(int count) {
    StringBuilder text = new StringBuilder(BEFORE);
    for (int i = 0; i < count; i++) {
      text.append(joined(BLOCK, i, i + 1));
    }
    return text.append(joined(AFTER, count, count)).toString();
  }

  private static String joined(String part, int in, int out) {
    return part.replace("@in", Integer.toString(in)).replace("@out", Integer.toString(out));
  }
}
